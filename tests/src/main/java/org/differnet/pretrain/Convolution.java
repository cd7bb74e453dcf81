package org.differnet.pretrain;

import ai.djl.ndarray.types.Shape;
import java.util.Locale;

/** The convolutions of AlexNet in torchvision's layout. */
enum Convolution {
    FEATURES_0(64, 3, 11) {
        /** Waves under a bell, most of them grey: what first layers come to anyway. */
        @Override
        float[] initial(Draw draw) {
            float[] filters = new float[out() * 3 * 121];
            for (int filter = 0; filter < out(); filter++) {
                float frequency = draw.scale(0.25, 2.2);
                float angle = draw.angle();
                float phase = draw.angle();
                float wide = draw.between(1.4, 3.5);
                boolean grey = filter % 3 != 0;
                float strength = 0;
                for (int c = 0; c < 3; c++) {
                    float colour = grey ? 1 : draw.normal();
                    for (int i = 0; i < 121; i++) {
                        int x = i % 11 - 5;
                        int y = i / 11 - 5;
                        double wave = Math.cos(frequency * (x * Math.cos(angle) + y * Math.sin(angle)) + phase);
                        float value = (float) (colour * wave * Math.exp(-(x * x + y * y) / (2 * wide * wide)));
                        filters[(filter * 3 + c) * 121 + i] = value;
                        strength += value * value;
                    }
                }
                for (int i = filter * 363; i < (filter + 1) * 363; i++) {
                    filters[i] /= (float) Math.sqrt(strength);
                }
            }
            return filters;
        }
    },
    FEATURES_3(192, 64, 5),
    FEATURES_6(384, 192, 3),
    FEATURES_8(256, 384, 3),
    FEATURES_10(256, 256, 3);

    private final int out;
    private final int in;
    private final int side;

    Convolution(int out, int in, int side) {
        this.out = out;
        this.in = in;
        this.side = side;
    }

    /** Such as features.0, to which torchvision adds .weight or .bias. */
    String tensor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    int out() {
        return out;
    }

    Shape shape() {
        return new Shape(out, in, side, side);
    }

    /** Weights to begin with, row by row: normal, of the variance that keeps answers as strong as inputs. */
    float[] initial(Draw draw) {
        float[] values = new float[out * in * side * side];
        float deviation = (float) Math.sqrt(2.0 / (in * side * side));
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * draw.normal();
        }
        return values;
    }
}
