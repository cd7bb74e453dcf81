package org.differnet.data.image;

import com.twelvemonkeys.imageio.plugins.pnm.PNMImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The formats that are read, told apart by how a file begins: by which part of it, and by which decoder. */
enum Format {
    PNG(jdk("png"), PngContents::of, "\u0089PNG\r\n\u001a\n"),
    JPEG(jdk("jpeg"), JpegContents::of, "\u00ff\u00d8\u00ff"),
    BMP(jdk("bmp"), BmpContents::of, "BM"),
    GIF(jdk("gif"), GifContents::of, "GIF87a", "GIF89a"),
    TIFF(new TIFFImageReaderSpi(), TiffContents::of, "II*\0", "MM\0*", "II+\0", "MM\0+"),
    WEBP(new WebPImageReaderSpi(), WebpContents::of),
    PNM(new PNMImageReaderSpi(), PnmContents::of, "P1", "P2", "P3", "P4", "P5", "P6");

    private final ImageReaderSpi decoder;
    private final Layout layout;
    private final List<String> starts;

    /** How the file of a format is laid out. */
    @FunctionalInterface
    interface Layout {

        /**
         * What a file holds of its image.
         *
         * @throws UnsupportedImageException if it is whole, but of a kind that is not read
         * @throws IOException if it is damaged or cut off
         */
        Contents of(FileBytes file) throws IOException;
    }

    Format(ImageReaderSpi decoder, Layout layout, String... starts) {
        this.decoder = decoder;
        this.layout = layout;
        this.starts = List.of(starts);
    }

    /** The format of a file; null where it is none of these. */
    static Format of(FileBytes file) throws IOException {
        for (Format format : values()) {
            for (String start : format.starts) {
                if (file.has(0, start)) {
                    return format;
                }
            }
        }
        return file.has(0, "RIFF") && file.has(8, "WEBP") ? WEBP : null;
    }

    /** Whether its pixels are not those that were saved, but near them. */
    boolean lossy(FileBytes file) throws IOException {
        return this == JPEG || this == WEBP && !file.has(12, "VP8L");
    }

    Contents contents(FileBytes file) throws IOException {
        return layout.of(file);
    }

    /** Whether its values may have more than 8 bits. */
    boolean deep() {
        return this == PNG || this == TIFF || this == PNM;
    }

    ImageReader reader() throws IOException {
        return decoder.createReaderInstance();
    }

    /** The decoder of the JDK, whatever others a notebook has brought along. */
    private static ImageReaderSpi jdk(String format) {
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        spi -> spi.getClass().getName().startsWith("com.sun.imageio.plugins." + format),
                        true);
        return all.next();
    }
}
