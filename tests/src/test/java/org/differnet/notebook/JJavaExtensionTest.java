package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;

class JJavaExtensionTest {

    @Test
    void jjavaFindsTheExtension() {
        List<Extension> found = ServiceLoader.load(Extension.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        assertEquals(1, found.size());
        assertInstanceOf(JJavaExtension.class, found.get(0));
    }
}
