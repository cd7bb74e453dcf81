package org.differnet.persist;

import com.google.gson.Gson;
import java.nio.file.Path;
import org.differnet.DifferNet;
import org.differnet.work.ProgressListener;

/** Loads a model and saves it elsewhere; prints where Gson comes from. */
final class Resave {

    private Resave() {}

    public static void main(String[] arguments) {
        System.out.println(Gson.class.getProtectionDomain().getCodeSource().getLocation());
        try (DifferNet model = DifferNet.load(Path.of(arguments[0]), ProgressListener.NONE)) {
            model.save(Path.of(arguments[1]));
        }
        System.exit(0);
    }
}
