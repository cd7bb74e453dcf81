package org.differnet.data;

/**
 * Files that lie in the folder of a data set and are not read.
 *
 * @param place a file, or a folder with a slash at its end, as a path in the data set with forward slashes
 * @param text how many files they are and why they are not read
 * @param advice what to do so that they are
 */
public record Ignored(String place, String text, String advice) {

    /** Such as "test/ (3 images in no folder of a kind)". */
    @Override
    public String toString() {
        return place + " (" + text + ")";
    }
}
