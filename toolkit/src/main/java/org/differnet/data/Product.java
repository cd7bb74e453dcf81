package org.differnet.data;

import java.util.Locale;

/** What synthetic pictures show. */
public enum Product {
    /** A brushed steel plate with screw holes and a laser-marked sign; lies within 3 degrees of upright. */
    METAL_PLATE,
    /** A printed cloth in twill weave that fills the picture. */
    WOVEN_CLOTH,
    /** A red enamelled crown cap with a printed pentagon, seen from above, turned at random. */
    BOTTLE_CAP;

    /** Such as "metal plate". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
