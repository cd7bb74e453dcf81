package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Everything that a user may name says what it is. */
class JavadocTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("../toolkit/src/main/java"),
            Path.of("../toolkit/spark/src/main/java"),
            Path.of("../toolkit/video/src/main/java"),
            Path.of("../data-fetch/src/main/java"),
            Path.of("../binder/kernel/src/main/java"));

    @Test
    void publicTypesAndMembersHaveJavadoc() throws IOException {
        List<String> missing = new ArrayList<>();
        int files = 0;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            for (Path root : SOURCES) {
                List<Path> sources = javaFiles(root);
                files += sources.size();
                JavacTask task = (JavacTask) compiler.getTask(
                        null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
                DocTrees docs = DocTrees.instance(task);
                for (CompilationUnitTree unit : task.parse()) {
                    new PublicMembers(docs, missing).scan(unit, null);
                }
            }
        }
        assertTrue(files > 100, files + " files");
        assertEquals("", String.join("\n", missing), missing.size() + " without Javadoc");
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Goes down to what is public and within what is public. */
    private static final class PublicMembers extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<String> missing;

        PublicMembers(DocTrees docs, List<String> missing) {
            this.docs = docs;
            this.missing = missing;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isPublic(type.getModifiers().getFlags())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean describedByItsRecord = method.getReturnType() == null
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            if (isPublic(method.getModifiers().getFlags()) && !overrides && !describedByItsRecord) {
                check(method.getName().toString());
            }
            return null;
        }

        private boolean isPublic(Set<Modifier> modifiers) {
            TreePath parent = getCurrentPath().getParentPath();
            return modifiers.contains(Modifier.PUBLIC)
                    || parent.getLeaf().getKind() == Tree.Kind.INTERFACE && !modifiers.contains(Modifier.PRIVATE);
        }

        private void check(String name) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment == null) {
                Tree tree = getCurrentPath().getLeaf();
                long line = unit().getLineMap()
                        .getLineNumber(docs.getSourcePositions().getStartPosition(unit(), tree));
                missing.add(Path.of(unit().getSourceFile().getName()) + ":" + line + " " + name);
            }
        }

        private CompilationUnitTree unit() {
            return getCurrentPath().getCompilationUnit();
        }
    }
}
