package org.differnet.localize;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.differnet.data.Sample;
import org.differnet.view.Framing;

/** Of maps of the square that views are made from the part that shows the image. */
record FramedMap(AnomalyMap square, Framing framing) implements AnomalyMap {

    @Override
    public int size() {
        return square.size();
    }

    @Override
    public float[] of(Sample sample) {
        float[] map = square.of(sample);
        BufferedImage image = sample.image();
        Framing.Place place = framing.place(image.getWidth(), image.getHeight());
        int size = size();
        float[] part = new float[map.length];
        for (int i = 0; i < part.length; i++) {
            double x = place.x() + place.width() * (i % size + 0.5) / size;
            double y = place.y() + place.height() * (i / size + 0.5) / size;
            part[i] = (float) Bilinear.at(map, size, x, y);
        }
        return part;
    }

    @Override
    public Optional<ScriptedMap> scripted() {
        return square.scripted();
    }

    @Override
    public void close() {
        square.close();
    }
}
