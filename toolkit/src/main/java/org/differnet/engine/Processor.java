package org.differnet.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.differnet.work.Uninterrupted;

/**
 * What a processor can do, by its instructions and by the limits that the user has set, never by how fast it is just now.
 *
 * @param instructions the names that Linux gives them in /proc/cpuinfo, such as avx2 or bf16; empty where they are not
 *     known. They are known on Linux alone: the engine's build for macOS has no kernels for bfloat16, and Windows does not
 *     tell of it
 * @param limit the value of ONEDNN_MAX_CPU_ISA, such as AVX2; empty for none
 */
record Processor(Set<String> instructions, String limit) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Intel's and AMD's, those of Intel's matrix unit, ARM's. */
    private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

    /** The limits of oneDNN below the first instructions for bfloat16. */
    private static final Set<String> BELOW_BFLOAT16 =
            Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX2_VNNI_2", "AVX512_CORE", "AVX512_CORE_VNNI");

    Processor {
        instructions = Set.copyOf(instructions);
    }

    /** The one that this runs on. */
    static Processor thisOne() {
        return of(read(CPU_INFO), System.getenv());
    }

    /**
     * What a description and an environment say.
     *
     * @param cpuInfo the text of /proc/cpuinfo: the instructions stand behind "flags" (x86) or "Features" (ARM); cores of
     *     more than one kind have those that they share
     */
    static Processor of(String cpuInfo, Map<String, String> environment) {
        Set<String> shared = null;
        for (String line : cpuInfo.lines().toList()) {
            String[] parts = line.split(":", 2);
            if (parts.length == 2 && Set.of("flags", "Features").contains(parts[0].strip())) {
                Set<String> own = new HashSet<>(Arrays.asList(parts[1].strip().split("\\s+")));
                if (shared == null) {
                    shared = own;
                } else {
                    shared.retainAll(own);
                }
            }
        }
        String older = environment.getOrDefault("DNNL_MAX_CPU_ISA", "");
        String limit = environment.getOrDefault("ONEDNN_MAX_CPU_ISA", older);
        return new Processor(shared == null ? Set.of() : shared, limit.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether matrix products and convolutions in bfloat16 have instructions of their own that may be used. */
    boolean hasBfloat16() {
        return instructions.stream().anyMatch(BFLOAT16::contains) && !BELOW_BFLOAT16.contains(limit);
    }

    private static String read(Path file) {
        try {
            return Uninterrupted.read(() -> Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "";
        }
    }
}
