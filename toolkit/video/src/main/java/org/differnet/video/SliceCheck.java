package org.differnet.video;

import static org.jcodec.codecs.h264.decode.CAVLCReader.readBool;
import static org.jcodec.codecs.h264.decode.CAVLCReader.readNBit;
import static org.jcodec.codecs.h264.decode.CAVLCReader.readSE;
import static org.jcodec.codecs.h264.decode.CAVLCReader.readUE;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcodec.codecs.h264.io.model.NALUnitType;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.io.BitReader;

/**
 * Whether the headers of slices end (H.264, 7.3.3). JCodec reads the order of reference pictures until it meets an end, which
 * a damaged slice does not have.
 */
final class SliceCheck {

    /** Of pictures that are made of fields; of others there are half as many. */
    private static final int MOST_REFERENCES = 32;

    private static final int LAST = 3;
    private static final int TYPES = 5;
    private static final int B = 1;
    private static final int I = 2;
    private static final int SI = 4;

    private final Map<Integer, SeqParameterSet> sequences = new HashMap<>();
    private final Map<Integer, PictureParameterSet> pictures = new HashMap<>();

    /** Whether all slices among these units can be read to the end of their headers; remembers parameter sets. */
    boolean passes(List<ByteBuffer> units) {
        for (ByteBuffer unit : units) {
            NALUnitType type = Coding.type(unit);
            if (type == NALUnitType.SPS) {
                SeqParameterSet set = SeqParameterSet.read(Coding.payload(unit));
                sequences.put(set.seqParameterSetId, set);
            } else if (type == NALUnitType.PPS) {
                PictureParameterSet set = PictureParameterSet.read(Coding.payload(unit));
                pictures.put(set.picParameterSetId, set);
            } else if ((type == NALUnitType.IDR_SLICE || type == NALUnitType.NON_IDR_SLICE)
                    && !ends(BitReader.createBitReader(Coding.payload(unit)), type == NALUnitType.IDR_SLICE)) {
                return false;
            }
        }
        return true;
    }

    private boolean ends(BitReader in, boolean idr) {
        readUE(in);
        int type = readUE(in) % TYPES;
        PictureParameterSet picture = pictures.get(readUE(in));
        SeqParameterSet sequence = picture == null ? null : sequences.get(picture.seqParameterSetId);
        if (sequence == null) {
            return false;
        }
        readNBit(in, sequence.log2MaxFrameNumMinus4 + 4, "");
        if (idr) {
            readUE(in);
        }
        skipOrder(in, sequence, picture.picOrderPresentFlag);
        if (picture.redundantPicCntPresentFlag) {
            readUE(in);
        }
        if (type == I || type == SI) {
            return true;
        }
        if (type == B) {
            in.read1Bit();
        }
        if (readBool(in, "")) {
            readUE(in);
            if (type == B) {
                readUE(in);
            }
        }
        return orderEnds(in) && (type != B || orderEnds(in));
    }

    private static void skipOrder(BitReader in, SeqParameterSet sequence, boolean ofFields) {
        if (sequence.picOrderCntType == 0) {
            readNBit(in, sequence.log2MaxPicOrderCntLsbMinus4 + 4, "");
            if (ofFields) {
                readSE(in, "");
            }
        } else if (sequence.picOrderCntType == 1 && !sequence.deltaPicOrderAlwaysZeroFlag) {
            readSE(in, "");
            if (ofFields) {
                readSE(in, "");
            }
        }
    }

    private static boolean orderEnds(BitReader in) {
        if (!readBool(in, "")) {
            return true;
        }
        for (int i = 0; i <= MOST_REFERENCES; i++) {
            if (readUE(in) == LAST) {
                return true;
            }
            readUE(in);
        }
        return false;
    }
}
