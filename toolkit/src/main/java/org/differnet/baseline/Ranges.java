package org.differnet.baseline;

/** The checks of settings that several methods share. */
final class Ranges {

    private Ranges() {}

    static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are " + least + " to " + most);
        }
    }

    static void rate(double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException("rate is " + value + "; allowed are values over 0, to 1");
        }
    }

    static void weight(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are 0 and above");
        }
    }
}
