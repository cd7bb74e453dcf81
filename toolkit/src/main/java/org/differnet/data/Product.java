package org.differnet.data;

import java.util.Locale;
import java.util.function.Function;

/** What synthetic pictures show. */
public enum Product {
    /** A brushed steel plate with screw holes and a laser-marked sign; lies within 3 degrees of upright. */
    METAL_PLATE(MetalPlate::new),
    /** A printed cloth in twill weave that fills the picture. */
    WOVEN_CLOTH(WovenCloth::new),
    /** A red enamelled crown cap with a printed pentagon, seen from above, turned at random. */
    BOTTLE_CAP(BottleCap::new);

    private final Function<Dice, Article> maker;

    Product(Function<Dice, Article> maker) {
        this.maker = maker;
    }

    Article specimen(Dice dice) {
        return maker.apply(dice);
    }

    /** Such as "metal plate". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
