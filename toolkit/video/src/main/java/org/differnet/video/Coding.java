package org.differnet.video;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.model.NALUnit;
import org.jcodec.codecs.h264.io.model.NALUnitType;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.model.ColorSpace;

/**
 * How pictures of H.264 are coded, as their parameter sets say. JCodec reads some of what it cannot decode wrongly, or
 * without end, so that it is told before.
 */
final class Coding {

    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int EXTENDED = 88;
    private static final int HIGH = 100;
    private static final Set<Integer> DECODED = Set.of(BASELINE, MAIN, HIGH);

    private static final long BLOCK = 16;

    /** H.264, table A-1, level 6.2. */
    private static final long MOST_MACROBLOCKS = 139_264;

    private static final Map<Integer, String> PROFILES = Map.of(
            EXTENDED,
            "Extended",
            44,
            "CAVLC 4:4:4 Intra",
            110,
            "High 10",
            118,
            "Multiview High",
            122,
            "High 4:2:2",
            128,
            "Stereo High",
            244,
            "High 4:4:4 Predictive");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("avc3", "H.264 with its parameters among the pictures"),
            Map.entry("hvc1", "HEVC (H.265)"),
            Map.entry("hev1", "HEVC (H.265)"),
            Map.entry("dvh1", "HEVC (H.265), Dolby Vision"),
            Map.entry("dvhe", "HEVC (H.265), Dolby Vision"),
            Map.entry("vvc1", "VVC (H.266)"),
            Map.entry("av01", "AV1"),
            Map.entry("vp08", "VP8"),
            Map.entry("vp09", "VP9"),
            Map.entry("mp4v", "MPEG-4 part 2"),
            Map.entry("s263", "H.263"),
            Map.entry("jpeg", "Motion JPEG"),
            Map.entry("mjpa", "Motion JPEG"),
            Map.entry("mjpb", "Motion JPEG"),
            Map.entry("apch", "ProRes"),
            Map.entry("apcn", "ProRes"),
            Map.entry("apcs", "ProRes"),
            Map.entry("apco", "ProRes"),
            Map.entry("ap4h", "ProRes"),
            Map.entry("encv", "encrypted"));

    private Coding() {}

    /** A coding by the four letters that a file has for it. */
    static String name(String letters) {
        String code = "\"" + letters.strip() + "\"";
        String name = NAMES.get(letters);
        return name == null ? "coded as " + code : name + ", " + code;
    }

    /**
     * What keeps pictures from being decoded.
     *
     * @param units of a stream, of which the parameter sets count; with their headers
     * @return empty if nothing does
     */
    static String fault(List<ByteBuffer> units) {
        List<String> odd = new ArrayList<>();
        for (ByteBuffer unit : units) {
            NALUnitType type = type(unit);
            if (type == NALUnitType.SPS) {
                addFaults(payload(unit), odd);
            } else if (type == NALUnitType.PPS && PictureParameterSet.read(payload(unit)).constrainedIntraPredFlag) {
                odd.add("constrained intra prediction");
            }
        }
        return odd.isEmpty() ? "" : "it is H.264 with " + String.join(", ", odd);
    }

    /** Null of a unit without content. */
    static NALUnitType type(ByteBuffer unit) {
        return unit.hasRemaining() ? NALUnit.read(unit.duplicate()).type : null;
    }

    /** What is in a unit, without its header; a copy. */
    static ByteBuffer payload(ByteBuffer unit) {
        ByteBuffer copy = copy(unit.duplicate().position(unit.position() + 1));
        H264Utils.unescapeNAL(copy);
        return copy;
    }

    private static void addFaults(ByteBuffer set, List<String> odd) {
        int profile = set.get(set.position()) & 255;
        if (!DECODED.contains(profile)) {
            odd.add(
                    PROFILES.containsKey(profile)
                            ? "the profile " + PROFILES.get(profile)
                            : "an unknown profile, " + profile);
        }
        SeqParameterSet sps = SeqParameterSet.read(asHigh(set, profile));
        if (sps.chromaFormatIdc != ColorSpace.YUV420J) {
            odd.add(chroma(sps.chromaFormatIdc));
        }
        int bits = 8 + Math.max(sps.bitDepthLumaMinus8, sps.bitDepthChromaMinus8);
        if (bits != 8) {
            odd.add(bits + " bits");
        }
        if (!sps.frameMbsOnlyFlag) {
            odd.add(sps.mbAdaptiveFrameFieldFlag ? "interlaced macroblocks (MBAFF)" : "interlaced fields");
        }
        if (sps.qpprimeYZeroTransformBypassFlag) {
            odd.add("lossless blocks");
        }
        addFaultsOfSize(sps, odd);
    }

    private static void addFaultsOfSize(SeqParameterSet sps, List<String> odd) {
        int fields = sps.frameMbsOnlyFlag ? 1 : 2;
        long wide = sps.picWidthInMbsMinus1 + 1L;
        long high = (sps.picHeightInMapUnitsMinus1 + 1L) * fields;
        boolean halfHeight = sps.chromaFormatIdc == ColorSpace.YUV420J;
        boolean halfWidth = halfHeight || sps.chromaFormatIdc == ColorSpace.YUV422;
        long width = BLOCK * wide - (sps.frameCropLeftOffset + sps.frameCropRightOffset) * (halfWidth ? 2L : 1);
        long height =
                BLOCK * high - (sps.frameCropTopOffset + sps.frameCropBottomOffset) * (halfHeight ? 2L : 1) * fields;
        if (wide < 1 || high < 1 || wide * high > MOST_MACROBLOCKS) {
            odd.add(String.format(Locale.ROOT, "%d x %d pixels, more than H.264 allows", BLOCK * wide, BLOCK * high));
        } else if (width % 2 != 0 || height % 2 != 0) {
            odd.add(String.format(
                    Locale.ROOT,
                    "an odd size of %d x %d pixels: add -vf crop=%d:%d to the command",
                    width,
                    height,
                    width - width % 2,
                    height - height % 2));
        }
    }

    /** All profiles but three have the same fields as High, which JCodec does not know of each. */
    private static ByteBuffer asHigh(ByteBuffer set, int profile) {
        ByteBuffer same = copy(set);
        if (profile != BASELINE && profile != MAIN && profile != EXTENDED) {
            same.put(0, (byte) HIGH);
        }
        return same;
    }

    private static String chroma(ColorSpace chroma) {
        if (chroma == ColorSpace.MONO) {
            return "grey alone, without chroma";
        }
        return chroma == ColorSpace.YUV422 ? "4:2:2 chroma" : "4:4:4 chroma";
    }

    private static ByteBuffer copy(ByteBuffer unit) {
        byte[] bytes = new byte[unit.remaining()];
        unit.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
