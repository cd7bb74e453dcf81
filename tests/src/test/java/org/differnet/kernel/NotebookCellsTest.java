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

    private static final int MOST_CHARACTERS = 110;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> cellsAndSolutionsCompile() throws IOException {
        return NotebookSources.all().stream()
                .map(notebook -> DynamicTest.dynamicTest(
                        notebook.getFileName().toString(), () -> assertEquals("", complaints(notebook))));
    }

    @TestFactory
    Stream<DynamicTest> codeFitsThePageAndHasOneSwitchOfSizes() throws IOException {
        return NotebookSources.all().stream()
                .map(notebook -> DynamicTest.dynamicTest(
                        notebook.getFileName().toString(), () -> assertEquals(List.of(), unreadable(notebook))));
    }

    @Test
    void codeThatIsHardToReadIsFound() throws IOException {
        Path notebook = folder.resolve("hard.ipynb");
        Files.writeString(notebook, """
                {"cells": [{"cell_type": "code", "source": ["int n = test ? 1 : 2;\\n", "n > 1 ? \\"a\\" : \\"b\\""]},
                  {"cell_type": "code", "source": ["// LONG"]},
                  {"cell_type": "code", "source": ["int a = Notebook.budget(3, 2, 1);"]},
                  {"cell_type": "code", "source": ["int b = Notebook.budget(3, 2, 1);"]}]}
                """.replace("LONG", "x".repeat(120)));
        assertEquals(
                List.of(
                        "sizes are chosen in [cell 2, cell 3]; choose them in one cell",
                        "cell 0: choose sizes by Notebook.budget: int n = test ? 1 : 2;",
                        "cell 0: ends with a ternary: n > 1 ? \"a\" : \"b\"",
                        "cell 1: 123 characters in a line"),
                unreadable(notebook));
    }

    private static List<String> unreadable(Path notebook) throws IOException {
        List<String> complaints = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>(NotebookSources.cells(notebook));
        List<String> choosing = pieces.stream()
                .filter(piece -> piece.code().contains("Notebook.budget"))
                .map(Piece::place)
                .toList();
        if (choosing.size() > 1) {
            complaints.add("sizes are chosen in " + choosing + "; choose them in one cell");
        }
        pieces.addAll(NotebookSources.solutions(notebook));
        for (Piece piece : pieces) {
            List<String> lines = piece.code().lines().toList();
            for (String line : lines) {
                if (line.length() > MOST_CHARACTERS) {
                    complaints.add(piece.place() + ": " + line.length() + " characters in a line");
                }
                if (line.contains("test ?") || line.contains("full ?")) {
                    complaints.add(piece.place() + ": choose sizes by Notebook.budget: " + line);
                }
            }
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (!last.endsWith(";") && last.contains(" ? ")) {
                complaints.add(piece.place() + ": ends with a ternary: " + last);
            }
        }
        return complaints;
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
