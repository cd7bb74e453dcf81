package org.differnet.data;

import java.util.Locale;
import java.util.function.Function;
import org.differnet.data.synthetic.Article;
import org.differnet.data.synthetic.BottleCap;
import org.differnet.data.synthetic.MetalPlate;
import org.differnet.data.synthetic.RandomSource;
import org.differnet.data.synthetic.WovenCloth;

/** What synthetic pictures show. */
public enum Product {
    /** A brushed steel plate with screw holes and a laser-marked sign; lies within 3 degrees of upright. */
    METAL_PLATE(MetalPlate::new),
    /** A printed cloth in twill weave that fills the picture. */
    WOVEN_CLOTH(WovenCloth::new),
    /** A red enamelled crown cap with a printed pentagon, seen from above, turned at random. */
    BOTTLE_CAP(BottleCap::new);

    private final Function<RandomSource, Article> maker;

    Product(Function<RandomSource, Article> maker) {
        this.maker = maker;
    }

    public Article specimen(RandomSource random) {
        return maker.apply(random);
    }

    /** Such as "metal plate". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
