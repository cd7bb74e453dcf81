package org.differnet.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.data.Sample;
import org.differnet.score.Threshold;
import org.differnet.score.many.ManyImages;
import org.differnet.score.many.ScoredImage;
import org.differnet.score.watch.Alarm;
import org.differnet.score.watch.Frame;
import org.differnet.score.watch.Watch;
import org.differnet.score.watch.Watched;
import org.jcodec.api.awt.AWTSequenceEncoder;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.write.CAVLCWriter;
import org.jcodec.codecs.h264.mp4.AvcCBox;
import org.jcodec.common.io.BitWriter;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.containers.mp4.MP4Util;
import org.jcodec.containers.mp4.boxes.CompositionOffsetsBox;
import org.jcodec.containers.mp4.boxes.Edit;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.TrakBox;
import org.jcodec.containers.mp4.boxes.VideoSampleEntry;
import org.jcodec.containers.mp4.demuxer.MP4DemuxerTrack;
import org.jcodec.movtool.Flatten;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class VideoFramesTest {

    private static final int FRAMES = 12;
    private static final int BRIGHT_FROM = 6;

    /** The encoder writes grey from 0 to 255, and the decoder reads it from 16 to 235. */
    private static final int CODED = 20;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static final int HIGH = 100;
    private static final int HIGH_10 = 110;
    private static final int HIGH_422 = 122;
    private static final int HIGH_444 = 244;

    private static Path film;

    /** The brightness of each frame of the film as it is decoded. */
    private static List<Double> shown;

    /** A film of ten frames a second that is dark and then bright. */
    @BeforeAll
    static void draw() throws IOException {
        film = shared.resolve("film.mp4");
        AWTSequenceEncoder encoder = AWTSequenceEncoder.createSequenceEncoder(film.toFile(), 10);
        for (int i = 0; i < FRAMES; i++) {
            encoder.encodeImage(frame(i));
        }
        encoder.finish();
        shown = frames(VideoFrames.of(film)).stream()
                .map(frame -> brightness(frame.sample().image()))
                .toList();
    }

    @Test
    void framesComeInTheirOrderAndLookAsTheyWereDrawn() {
        List<Frame> frames = frames(VideoFrames.of(film));
        assertEquals(FRAMES, frames.size());
        for (int i = 0; i < FRAMES; i++) {
            BufferedImage image = frames.get(i).sample().image();
            assertEquals(96, image.getWidth());
            assertEquals(64, image.getHeight());
            assertEquals(brightness(frame(i)), brightness(image), CODED, "frame " + i);
            assertEquals("film.mp4 frame " + i, frames.get(i).sample().name());
            assertEquals(0, frames.get(i).skipped());
        }
    }

    @Test
    void timesAreThoseOfTheFilm() {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        Instant last = frames(VideoFrames.of(film).from(start)).get(FRAMES - 1).time();
        assertEquals(start.plus(Duration.ofMillis(100L * (FRAMES - 1))), last);
    }

    @Test
    void framesBetweenAreSkippedAndCounted() {
        List<Frame> frames = frames(VideoFrames.of(film).every(5));
        assertEquals(
                List.of("film.mp4 frame 0", "film.mp4 frame 5", "film.mp4 frame 10"),
                frames.stream().map(frame -> frame.sample().name()).toList());
        assertEquals(4, frames.get(1).skipped());
    }

    @Test
    void aWatchedFilmHasAnEventWhereItChanges() {
        Alarm alarm = new Alarm(1, 20, 100, 1, "a test");
        try (VideoFrames frames = VideoFrames.of(film)) {
            Watched watched = Watch.run(brightness(), frames, alarm, frame -> {});
            assertEquals(1, watched.events().size());
            assertEquals(
                    Duration.ofMillis(100L * BRIGHT_FROM),
                    Duration.between(Instant.EPOCH, watched.events().get(0).begin()));
            assertEquals(FRAMES - BRIGHT_FROM, watched.events().get(0).frames());
        }
    }

    @Test
    void aStretchGivesSamplesToLearnFrom() {
        try (Stream<Sample> samples = VideoFrames.of(film).samples()) {
            assertEquals(FRAMES, samples.count());
        }
    }

    @Test
    void aFileThatIsNoVideoIsRefusedWithTheRemedy() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");
        assertRefused(text, "ffmpeg -i notes.mp4");
    }

    @Test
    void aFileThatIsMissingIsRefused() {
        assertRefused(folder.resolve("gone.mp4"), "is no file");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertRefused(Files.createFile(folder.resolve("empty.mp4")), "cannot be read as a video");
    }

    /** The table of frames stands at the end. */
    @Test
    void aFileWithoutItsEndIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(film);
        Path half = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(half, "Whole files");
    }

    @Test
    void aFileThatBreaksOffGivesTheFramesThatItHasAndSaysSo() throws IOException {
        Path front = folder.resolve("front.mp4");
        try (SeekableByteChannel in = NIOUtils.readableChannel(film.toFile())) {
            new Flatten().flatten(MP4Util.createRefFullMovie(in, film.toUri().toString()), front.toFile());
        }
        byte[] whole = Files.readAllBytes(front);
        Files.write(front, Arrays.copyOf(whole, whole.length - whole.length / 8));
        List<Frame> frames = frames(VideoFrames.of(front));
        assertTrue(frames.size() > 1 && frames.size() <= FRAMES, frames.size() + " frames");
        Frame last = frames.get(frames.size() - 1);
        var error = assertThrows(UncheckedIOException.class, () -> last.sample().image());
        assertTrue(error.getMessage().contains("front.mp4"), error.getMessage());
    }

    @Test
    void chromaOtherThanJCodecDecodesIsRefusedWithTheCommandThatConvertsIt() throws IOException {
        assertRefused(coded(HIGH_444, sps -> sps.chromaFormatIdc = ColorSpace.YUV444), "4:4:4 chroma");
        assertRefused(coded(HIGH_422, sps -> sps.chromaFormatIdc = ColorSpace.YUV422), "4:2:2 chroma");
        assertRefused(coded(HIGH, sps -> sps.chromaFormatIdc = ColorSpace.MONO), "grey alone");
        assertRefused(
                coded(HIGH_444, sps -> sps.chromaFormatIdc = ColorSpace.YUV444),
                "ffmpeg -i coded.mp4 -c:v libx264 -pix_fmt yuv420p");
    }

    @Test
    void moreThanEightBitsAreRefused() throws IOException {
        assertRefused(coded(HIGH_10, sps -> sps.bitDepthLumaMinus8 = 2), "High 10, 10 bits");
        assertRefused(coded(HIGH, sps -> sps.bitDepthChromaMinus8 = 6), "14 bits");
    }

    @Test
    void interlacedPicturesAreRefused() throws IOException {
        assertRefused(coded(HIGH, sps -> sps.frameMbsOnlyFlag = false), "interlaced fields");
        assertRefused(
                coded(HIGH, sps -> {
                    sps.frameMbsOnlyFlag = false;
                    sps.mbAdaptiveFrameFieldFlag = true;
                }),
                "MBAFF");
    }

    @Test
    void profilesThatJCodecReadsWronglyAreRefusedByName() throws IOException {
        assertRefused(coded(HIGH_444, sps -> {}), "the profile High 4:4:4 Predictive");
        assertRefused(coded(44, sps -> {}), "the profile CAVLC 4:4:4 Intra");
        assertRefused(coded(88, sps -> {}), "the profile Extended");
        assertRefused(coded(7, sps -> {}), "an unknown profile, 7");
    }

    @Test
    void aSizeThatIsOddOrTooLargeIsTold() throws IOException {
        Path odd = coded(HIGH_444, sps -> {
            sps.chromaFormatIdc = ColorSpace.YUV444;
            sps.frameCroppingFlag = true;
            sps.frameCropRightOffset = 1;
        });
        assertRefused(odd, "95 x 64 pixels: add -vf crop=94:64");
        Path huge = coded(HIGH, sps -> {
            sps.picWidthInMbsMinus1 = 30_000;
            sps.picHeightInMapUnitsMinus1 = 30_000;
        });
        assertRefused(huge, "480016 x 480016 pixels, more than H.264 allows");
    }

    @Test
    void constrainedPredictionIsRefused() throws IOException {
        Path file = changed(movie -> {
            AvcCBox sets = sets(movie);
            PictureParameterSet pps =
                    PictureParameterSet.read(sets.getPpsList().get(0).duplicate());
            pps.constrainedIntraPredFlag = true;
            ByteBuffer written = ByteBuffer.allocate(100);
            pps.write(written);
            written.flip();
            replace(movie, HIGH, sets.getSpsList(), List.of(written));
        });
        assertRefused(file, "constrained intra prediction");
    }

    @Test
    void aFileWithoutParametersIsRefused() throws IOException {
        assertRefused(changed(movie -> replace(movie, HIGH, List.of(), List.of())), "without its parameters");
    }

    @Test
    void otherCodingsAreRefusedByName() throws IOException {
        assertRefused(renamed("avc1", "hvc1"), "it is HEVC (H.265), \"hvc1\"");
        assertRefused(renamed("avc1", "av01"), "it is AV1");
        assertRefused(renamed("avc1", "xyz "), "it is coded as \"xyz\"");
    }

    @Test
    void fragmentsAreRefusedByName() throws IOException {
        byte[] fragment = {0, 0, 0, 8, 'm', 'o', 'o', 'f'};
        Path file = Files.copy(film, folder.resolve("fragments.mp4"));
        Files.write(file, fragment, StandardOpenOption.APPEND);
        assertRefused(file, "it is fragmented MP4");
    }

    @Test
    void otherFormatsAreRefusedByName() throws IOException {
        byte[] matroska = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 0, 0, 0, 0};
        assertRefused(Files.write(folder.resolve("film.mkv"), matroska), "it is Matroska or WebM");
        assertRefused(renamed("vide", "soun"), "no pictures");
    }

    @Test
    void aNameWithSpacesIsQuotedInTheCommand() throws IOException {
        assertRefused(Files.writeString(folder.resolve("my film.mp4"), "no video"), "ffmpeg -i \"my film.mp4\" -c:v");
    }

    @Test
    void framesBeforeTheStartOfACutAreNotShown() throws IOException {
        Path cut = changed(movie -> edits(movie, new Edit(600, at(movie, 4), 1)));
        List<Frame> frames = frames(VideoFrames.of(cut));
        assertEquals(List.of(4, 5, 6, 7, 8, 9), numbers(frames));
        for (int i = 0; i < frames.size(); i++) {
            assertEquals(Instant.ofEpochMilli(100L * i), frames.get(i).time());
            assertEquals("changed.mp4 frame " + i, frames.get(i).sample().name());
        }
        try (VideoFrames source = VideoFrames.of(cut)) {
            assertEquals(6, source.count());
        }
    }

    @Test
    void aStartBetweenTwoFramesShowsTheSecond() throws IOException {
        Path cut = changed(movie -> {
            movie.getVideoTrack().fixMediaTimescale(1000);
            edits(movie, new Edit(5000, 350, 1));
        });
        List<Frame> frames = frames(VideoFrames.of(cut));
        assertEquals(List.of(4, 5, 6, 7, 8, 9, 10, 11), numbers(frames));
        assertEquals(Instant.ofEpochMilli(50), frames.get(0).time());
    }

    @Test
    void partsOfAFilmFollowEachOtherAndItsDelayCounts() throws IOException {
        Path parts = changed(movie ->
                edits(movie, new Edit(500, -1, 1), new Edit(200, at(movie, 1), 1), new Edit(300, at(movie, 8), 1)));
        List<Frame> frames = frames(VideoFrames.of(parts));
        assertEquals(List.of(1, 2, 8, 9, 10), numbers(frames));
        assertEquals(Instant.ofEpochMilli(500), frames.get(0).time());
        assertEquals(Instant.ofEpochMilli(700), frames.get(2).time());
    }

    @Test
    void partsInAnotherOrderAreRefused() throws IOException {
        Path parts = changed(movie -> edits(movie, new Edit(300, at(movie, 8), 1), new Edit(200, at(movie, 1), 1)));
        assertRefused(parts, "twice or in another order");
    }

    @Test
    void aCutThatShowsNothingIsRefused() throws IOException {
        assertRefused(changed(movie -> edits(movie, new Edit(600, at(movie, 99), 1))), "has no frame");
    }

    @Test
    void framesComeByTheirTimesAndThoseOfOneTimeAsTheyAreDecoded() throws IOException {
        Path swapped = changed(movie -> {
            int frame = (int) at(movie, 1);
            List<CompositionOffsetsBox.Entry> offsets = new ArrayList<>();
            for (int i = 0; i < FRAMES / 4; i++) {
                offsets.add(new CompositionOffsetsBox.Entry(1, 2 * frame));
                offsets.add(new CompositionOffsetsBox.Entry(1, 0));
                offsets.add(new CompositionOffsetsBox.Entry(2, 0));
            }
            TrakBox track = movie.getVideoTrack();
            track.getMdia()
                    .getMinf()
                    .getStbl()
                    .add(CompositionOffsetsBox.createCompositionOffsetsBox(
                            offsets.toArray(new CompositionOffsetsBox.Entry[0])));
        });
        assertEquals(List.of(1, 0, 2, 3, 5, 4, 6, 7, 9, 8, 10, 11), numbers(frames(VideoFrames.of(swapped))));
    }

    @Test
    @Timeout(30)
    void aSliceWhoseHeaderHasNoEndIsARowThatSaysSo() throws IOException {
        Path file = folder.resolve("slice.mp4");
        byte[] bytes = Files.readAllBytes(film);
        int second = slice(1);
        byte[] endless = endlessSlice();
        System.arraycopy(endless, 0, bytes, second, endless.length);
        Arrays.fill(
                bytes, second + endless.length, second + ByteBuffer.wrap(bytes).getInt(second - 4), (byte) 0);
        List<Frame> frames = frames(VideoFrames.of(Files.write(file, bytes)));
        assertEquals(FRAMES, frames.size());
        var error = assertThrows(
                UncheckedIOException.class, () -> frames.get(1).sample().image());
        assertTrue(
                error.getMessage().contains("slice.mp4 frame 1: it cannot be decoded (it is damaged"),
                error.getMessage());
        assertTrue(error.getMessage().contains("-c:v libx264"), error.getMessage());
    }

    @Test
    @Timeout(30)
    void aBoxThatIsShorterThanItsHeaderIsRefused() throws IOException {
        for (String box : List.of("moov", "trak", "stbl", "stsd", "avc1")) {
            byte[] bytes = Files.readAllBytes(film);
            String all = new String(bytes, StandardCharsets.ISO_8859_1);
            int name = all.indexOf(box, all.indexOf("moov"));
            ByteBuffer.wrap(bytes).putInt(name - 4, 1).putLong(name + 4, 3);
            assertRefused(
                    Files.write(folder.resolve("box.mp4"), bytes), "its box \"" + box + "\" has no possible length");
        }
    }

    @Test
    void aFilmGoesOnAfterAnInterruptWhereItWas() {
        try (VideoFrames frames = VideoFrames.of(film)) {
            frames.next().orElseThrow();
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, frames::next);
            assertEquals(
                    "film.mp4 frame 1", frames.next().orElseThrow().sample().name());
        }
    }

    @Test
    void anInterruptEndsIt() {
        try (VideoFrames frames = VideoFrames.of(film)) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, frames::next);
        }
    }

    @Test
    void oneOfNoFramesIsRefused() {
        try (VideoFrames frames = VideoFrames.of(film)) {
            assertThrows(IllegalArgumentException.class, () -> frames.every(0));
        }
    }

    /** Where a frame of the film begins, which is a slice behind its length. */
    private static int slice(int frame) throws IOException {
        try (SeekableByteChannel in = NIOUtils.readableChannel(film.toFile())) {
            MovieBox movie = MP4Util.parseFullMovieChannel(in).getMoov();
            MP4DemuxerTrack track = new MP4DemuxerTrack(movie, movie.getVideoTrack(), in);
            track.gotoFrame(frame);
            return (int) track.nextFrame().getFileOff() + 4;
        }
    }

    /** A slice of P pictures that orders its references, and whose bits end there. */
    private byte[] endlessSlice() throws IOException {
        SeqParameterSet[] sps = new SeqParameterSet[1];
        changed(movie ->
                sps[0] = SeqParameterSet.read(sets(movie).getSpsList().get(0).duplicate()));
        ByteBuffer slice = ByteBuffer.allocate(20);
        BitWriter out = new BitWriter(slice);
        out.writeNBit(0x41, 8);
        CAVLCWriter.writeUE(out, 0);
        CAVLCWriter.writeUE(out, 0);
        CAVLCWriter.writeUE(out, 0);
        out.writeNBit(1, sps[0].log2MaxFrameNumMinus4 + 4);
        if (sps[0].picOrderCntType == 0) {
            out.writeNBit(2, sps[0].log2MaxPicOrderCntLsbMinus4 + 4);
        }
        out.write1Bit(0);
        out.write1Bit(1);
        out.flush();
        slice.flip();
        return NIOUtils.toArray(slice);
    }

    /** The film with other parameters of its pictures, which stay as they are. */
    private Path coded(int profile, Consumer<SeqParameterSet> change) throws IOException {
        Path file = changed(movie -> {
            AvcCBox sets = sets(movie);
            SeqParameterSet sps = SeqParameterSet.read(sets.getSpsList().get(0).duplicate());
            sps.profileIdc = HIGH;
            change.accept(sps);
            ByteBuffer written = ByteBuffer.allocate(100);
            sps.write(written);
            written.flip();
            written.put(0, (byte) profile);
            replace(movie, profile, List.of(written), sets.getPpsList());
        });
        return Files.move(file, folder.resolve("coded.mp4"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path changed(Consumer<MovieBox> change) throws IOException {
        Path file = folder.resolve("changed.mp4");
        Files.deleteIfExists(file);
        try (SeekableByteChannel in = NIOUtils.readableChannel(film.toFile())) {
            MP4Util.Movie movie = MP4Util.createRefFullMovie(in, film.toUri().toString());
            change.accept(movie.getMoov());
            new Flatten().flatten(movie, file.toFile());
        }
        return file;
    }

    private static AvcCBox sets(MovieBox movie) {
        return H264Utils.parseAVCC((VideoSampleEntry) movie.getVideoTrack().getSampleEntries()[0]);
    }

    private static void replace(MovieBox movie, int profile, List<ByteBuffer> sps, List<ByteBuffer> pps) {
        movie.getVideoTrack().getSampleEntries()[0].replaceBox(AvcCBox.createAvcCBox(profile, 0, 40, 4, sps, pps));
    }

    private static void edits(MovieBox movie, Edit... edits) {
        movie.fixTimescale(1000);
        movie.getVideoTrack().setEdits(List.of(edits));
    }

    /** The time of a frame in the film. */
    private static long at(MovieBox movie, int frame) {
        return (long) frame * movie.getVideoTrack().getStts().getEntries()[0].getSampleDuration();
    }

    /** The film with other letters in place of the first of these in its table. */
    private Path renamed(String letters, String others) throws IOException {
        String all = Files.readString(film, StandardCharsets.ISO_8859_1);
        int place = all.indexOf(letters, all.indexOf("moov"));
        String changed = all.substring(0, place) + others + all.substring(place + others.length());
        return Files.writeString(folder.resolve("renamed.mp4"), changed, StandardCharsets.ISO_8859_1);
    }

    /** Which frames of the film they are, by their brightness. */
    private static List<Integer> numbers(List<Frame> frames) {
        return frames.stream()
                .map(frame -> {
                    double brightness = brightness(frame.sample().image());
                    return IntStream.range(0, FRAMES)
                            .boxed()
                            .min(Comparator.comparingDouble(i -> Math.abs(brightness - shown.get(i))))
                            .orElseThrow();
                })
                .toList();
    }

    private static void assertRefused(Path file, String said) {
        var error = assertThrows(UncheckedIOException.class, () -> VideoFrames.of(file));
        assertTrue(error.getMessage().contains(said), error.getMessage());
        assertTrue(error.getMessage().contains(new File(file.toString()).getName()), error.getMessage());
    }

    private static List<Frame> frames(VideoFrames source) {
        try (source) {
            List<Frame> frames = new ArrayList<>();
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                frames.add(frame.get());
            }
            return frames;
        }
    }

    private static ManyImages brightness() {
        Threshold threshold = Threshold.none("none was given");
        return new ManyImages("brightness", threshold, sample -> {
            double score = brightness(sample.image());
            return new ManyImages.Scored(ScoredImage.of(sample.name(), score, threshold, Double.NaN), sample);
        });
    }

    private static BufferedImage frame(int number) {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        int grey = (number < BRIGHT_FROM ? 30 : 130) + 8 * number;
        g.setColor(new Color(grey, grey, grey));
        g.fillRect(0, 0, 96, 64);
        g.dispose();
        return image;
    }

    private static double brightness(BufferedImage image) {
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                sum += image.getRGB(x, y) & 255;
            }
        }
        return sum / image.getWidth() / image.getHeight();
    }
}
