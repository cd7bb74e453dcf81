package org.differnet.data.image;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names what is no image that is read, by how it begins. */
final class Foreign {

    private static final int START = 1024;

    /** How names of pictures end that are known here; drawings and icons are none of a product. */
    private static final Set<String> EXTENSIONS = Set.of(
            "heic", "heif", "hif", "avif", "jp2", "j2k", "jpf", "jpx", "j2c", "jxl", "jxr", "wdp", "hdp", "psd", "xcf",
            "dng", "raw", "cr2", "cr3", "nef", "nrw", "arw", "orf", "rw2", "raf", "pef", "srw", "pam", "pfm", "exr",
            "hdr", "dds", "qoi", "ff", "fits", "fit", "fts", "tga", "pcx", "sgi", "ras", "bpg", "dcm", "dicom");

    private static final String AS_PNG = "save it as PNG, or as TIFF";

    /** What begins so, in words, with what to do. */
    private static final Map<String, String> STARTS = new LinkedHashMap<>();

    /** What the boxes of ISO media files call themselves, at byte 8. */
    private static final Map<String, String> BRANDS = Map.ofEntries(
            Map.entry("heic", "HEIC"),
            Map.entry("heix", "HEIC"),
            Map.entry("heim", "HEIC"),
            Map.entry("heis", "HEIC"),
            Map.entry("hevc", "HEIC"),
            Map.entry("mif1", "HEIF"),
            Map.entry("msf1", "HEIF"),
            Map.entry("avif", "AVIF"),
            Map.entry("avis", "AVIF"),
            Map.entry("crx ", "Canon CR3 (raw data of a camera)"),
            Map.entry("jxl ", "JPEG XL"));

    static {
        image("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000");
        image("\u00ff\u004f\u00ff\u0051", "JPEG 2000");
        image("\0\0\0\fJXL ", "JPEG XL");
        image("\u00ff\n", "JPEG XL");
        image("\u00d7\u00cd\u00c6\u009a", "WMF");
        image("8BPS", "Photoshop (PSD)");
        image("gimp xcf", "GIMP (XCF)");
        image("IIRO", "raw data of an Olympus camera");
        image("IIU\0", "raw data of a Panasonic camera");
        image("FUJIFILMCCD-RAW", "raw data of a Fujifilm camera");
        image("P7\n", "PAM");
        image("PF", "PFM");
        image("Pf", "PFM");
        image("v/1\u0001", "OpenEXR");
        image("#?RADIANCE", "Radiance HDR");
        image("#?RGBE", "Radiance HDR");
        image("DDS ", "DDS");
        image("qoif", "QOI");
        image("farbfeld", "farbfeld");
        image("SIMPLE  =", "FITS");
        image("\u0089HDF\r\n", "HDF5");
        image("\u0093NUMPY", "NumPy array");
        image("\0\0\u0001\0", "Windows icon");
        image("\u00c5\u00d0\u00d3\u00c6", "EPS");
        image("%!PS", "PostScript");
        image("AT&TFORM", "DjVu");
        image("\u0001\u00da", "SGI");
        image("BPG\u00fb", "BPG");
        image("II\u00bc", "JPEG XR");
        image("icns", "Apple's icons");
        image("\n\u0005\u0001", "PCX");
        image("BLP", "BLP");
        image("#define ", "XBM");
        image("/* XPM", "XPM");
        image("\u0059\u00a6\u006a\u0095", "Sun raster");
        other("%PDF", "a PDF", "save its pages as PNG");
        other("PK\u0003\u0004", "a zip archive", "unpack it");
        other("\u001f\u008b", "a gzip file", "unpack it");
        other("7z\u00bc\u00af", "a 7z archive", "unpack it");
        other("Rar!", "a RAR archive", "unpack it");
        other("\u001aE\u00df\u00a3", "a video (Matroska or WebM)", "save its pictures as PNG");
        other(
                "version https://git-lfs",
                "a Git LFS pointer in the place of the image",
                "get the image with: git lfs pull");
        other("/annex/objects", "a git-annex pointer in the place of the image", "get the image with: git annex get");
        other("../.git/annex", "a git-annex pointer in the place of the image", "get the image with: git annex get");
    }

    private Foreign() {}

    /** Whether a name ends as that of a picture in a format that is not read. */
    static boolean isNamed(String extension) {
        return EXTENSIONS.contains(extension);
    }

    private static void image(String start, String name) {
        STARTS.put(start, name.startsWith("raw") ? name + "; " + AS_PNG : "an image in " + name + "; " + AS_PNG);
    }

    private static void other(String start, String name, String remedy) {
        STARTS.put(start, name + "; " + remedy);
    }

    /** What a file is, with what to do, such as "an image in HEIC; save it as PNG, or as TIFF". */
    static String describe(FileBytes file) throws IOException {
        if (file.length() == 0) {
            return "empty (0 bytes); get it anew";
        }
        for (Map.Entry<String, String> start : STARTS.entrySet()) {
            if (file.has(0, start.getKey())) {
                return start.getValue();
            }
        }
        if (file.has(128, "DICM")) {
            return "an image in DICOM; " + AS_PNG;
        }
        if (file.has(file.length() - 18, "TRUEVISION-XFILE.")) {
            return "an image in TGA; " + AS_PNG;
        }
        if (file.has(4, "ftyp")) {
            for (Map.Entry<String, String> brand : BRANDS.entrySet()) {
                if (file.has(8, brand.getKey())) {
                    return "an image in " + brand.getValue() + "; " + AS_PNG;
                }
            }
            return "a video (MP4 or QuickTime); save its pictures as PNG";
        }
        if (file.has(0, "RIFF") && file.has(8, "AVI ")) {
            return "a video (AVI); save its pictures as PNG";
        }
        String text = file.latin(0, START).toLowerCase(Locale.ROOT);
        if (text.contains("<svg")) {
            return "a drawing in SVG; " + AS_PNG;
        }
        if (text.contains("<html") || text.contains("<!doctype html")) {
            return "a web page, most likely an error of the server that it came from; get the image anew";
        }
        if (zeros(file)) {
            return "nothing but zeros; it was not copied in whole, get it anew";
        }
        return "not an image in PNG, JPEG, BMP, GIF, TIFF, WebP or PNM; " + AS_PNG;
    }

    private static boolean zeros(FileBytes file) throws IOException {
        for (int i = 0; i < START && file.at(i) >= 0; i++) {
            if (file.at(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
