package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flags\t\t: fpu sse2 avx512f avx512_bf16 amx_tile",
                "flags\t\t: fpu avx512f amx_bf16",
                "Features\t: fp asimd sve bf16 i8mm"
            })
    void bfloat16HasInstructionsOnX86AndArm(String line) {
        assertTrue(processor("processor\t: 0\n" + line + "\n", Map.of()).hasBfloat16());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flags\t\t: fpu sse2 avx2 avx512f avx512_vnni",
                "Features\t: fp asimd i8mm",
                "model name\t: avx512_bf16 of a name",
                "bugs\t\t: bf16"
            })
    void otherProcessorsHaveNone(String cpuInfo) {
        assertFalse(processor(cpuInfo, Map.of()).hasBfloat16());
    }

    @Test
    void coresOfTwoKindsHaveWhatTheyShare() {
        String both = "Features\t: fp asimd bf16\n\nFeatures\t: fp asimd\n";
        assertFalse(processor(both, Map.of()).hasBfloat16());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVX2", "avx2", "AVX512_CORE", "AVX512_CORE_VNNI", "SSE41"})
    void limitBelowBfloat16CountsAsNone(String limit) {
        assertFalse(processor("flags : avx512_bf16", Map.of("ONEDNN_MAX_CPU_ISA", limit))
                .hasBfloat16());
        assertFalse(processor("flags : avx512_bf16", Map.of("DNNL_MAX_CPU_ISA", limit))
                .hasBfloat16());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ALL", "AVX512_CORE_BF16", "AVX512_CORE_AMX"})
    void otherLimitsLeaveIt(String limit) {
        assertTrue(processor("flags : avx512_bf16", Map.of("ONEDNN_MAX_CPU_ISA", limit))
                .hasBfloat16());
    }

    @Test
    void precisionFollowsFromIt() {
        Precision expected = Processor.thisOne().hasBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
        assertEquals(expected, Precision.fastest());
    }

    private static Processor processor(String cpuInfo, Map<String, String> environment) {
        return Processor.of(cpuInfo, environment);
    }
}
