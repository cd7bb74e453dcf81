package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.kernel.NotebookSources.Piece;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every cell and every folded solution compiles under IJava's imports, which are this kernel's; nothing is run. */
class NotebookCellsTest {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> cellsAndSolutionsCompile() throws IOException {
        return NotebookSources.all().stream()
                .map(notebook -> DynamicTest.dynamicTest(
                        notebook.getFileName().toString(), () -> assertEquals("", complaints(notebook))));
    }

    @Test
    void cellThatNeedsAnotherImportIsFound() throws IOException {
        Path notebook = folder.resolve("missing.ipynb");
        Files.writeString(notebook, """
                {"cells": [{"cell_type": "code", "source": ["Stream.of(1);"]},
                  {"cell_type": "markdown", "source": "<details>\\n\\n```java\\nFiles.size(null)\\n```\\n</details>"}]}
                """);
        String complaints = complaints(notebook);
        assertTrue(complaints.contains("cell 0: Line 1: cannot find symbol"), complaints);
        assertTrue(complaints.contains("solution 1 in cell 1: Line 1: cannot find symbol"), complaints);
    }

    @Test
    void folderWithoutNotebooksIsAnError() {
        assertThrows(IllegalStateException.class, () -> NotebookSources.in(folder));
        assertThrows(IllegalStateException.class, () -> NotebookSources.in(folder.resolve("nowhere")));
    }

    /** What does not compile, solutions after all cells, since they stand in the same session. */
    private static String complaints(Path notebook) throws IOException {
        Cells session = new Cells(new CellExecution() {
            @Override
            protected String invoke(Method snippet) {
                return "";
            }
        });
        List<Piece> pieces = new ArrayList<>(NotebookSources.cells(notebook));
        pieces.addAll(NotebookSources.solutions(notebook));
        StringBuilder complaints = new StringBuilder();
        for (Piece piece : pieces) {
            try {
                session.run(piece.code());
            } catch (Exception e) {
                complaints
                        .append(piece.place())
                        .append(": ")
                        .append(e.getMessage())
                        .append('\n');
            }
        }
        return complaints.toString();
    }
}
