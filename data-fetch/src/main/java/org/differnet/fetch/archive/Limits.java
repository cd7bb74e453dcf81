package org.differnet.fetch.archive;

/**
 * What an archive may unpack to, so that a small one cannot fill the disk.
 *
 * @param entries files and folders in it
 * @param fileBytes of one file
 * @param totalBytes of all
 * @param ratio bytes unpacked for each byte of the archive, on the whole
 */
public record Limits(int entries, long fileBytes, long totalBytes, int ratio) {

    /** Well above every data set of the catalogue: photographs hardly shrink. */
    public static final Limits STANDARD = new Limits(200_000, 1L << 30, 64L << 30, 100);

    /** What an archive of this size may unpack to; the first MiB is free, since small masks shrink a lot. */
    public long bytes(long archive) {
        return Math.min(totalBytes, (1L << 20) + archive * ratio);
    }
}
