"""Jupyter's own tests of a kernel's messages, run on the kernel "java". History, pager and clear_output are not offered."""

import unittest

import jupyter_kernel_test

SECONDS = 3  # the tests' own 0.1 s to wait for a message are short on a busy machine


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    completion_samples = [{"text": "Math.floorM", "matches": {"floorMod("}}, {"text": "noSuchName", "matches": set()}]
    complete_code_samples = ["1", "int x = 1;", "void f() { }", "unknown + 1", 'String s = "a";\nint y = 2;']
    incomplete_code_samples = ["for (;;) {", "int x =", 'System.out.println("a"', "class A {\n  int b;"]
    invalid_code_samples = ["int = = ;", "}", "1 +* 2", "int = = 3 )"]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "new int[] {1, 2}", "result": "[1, 2]"},
        {"code": "new java.awt.image.BufferedImage(2, 2, 1)", "mime": "image/png"},
    ]
    code_display_data = [
        {"code": 'display("<b>b</b>", "text/html");', "mime": "text/html"},
        {"code": "display(new java.awt.image.BufferedImage(2, 2, 1));", "mime": "image/png"},
    ]
    code_inspect_sample = "Math.abs"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        receive = cls.kc.iopub_channel.get_msg

        def patient(*arguments, timeout=None, **options):
            return receive(*arguments, timeout=None if timeout is None else max(timeout, SECONDS), **options)

        cls.kc.iopub_channel.get_msg = patient


if __name__ == "__main__":
    jupyter_kernel_test.TIMEOUT = 300
    unittest.main(verbosity=2)
