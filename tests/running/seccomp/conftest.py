import struct

import pytest

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


@pytest.fixture(scope="session")
def answer():
    """A small machine for classic BPF over ``struct seccomp_data``: program, call -> answer."""

    def run(program, number, arguments=(), architecture="x86_64"):
        values = [*arguments, 0, 0, 0, 0, 0, 0][:6]
        data = struct.pack("<iIQ6Q", number, AUDIT[architecture], 0, *values)
        instructions = list(struct.iter_unpack("<HBBI", program))
        place = accumulator = 0
        while True:
            code, yes, no, value = instructions[place]
            place += 1
            if code == 0x20:  # load a word
                (accumulator,) = struct.unpack_from("<I", data, value)
            elif code == 0x54:  # and
                accumulator &= value
            elif code == 0x05:  # jump
                place += value
            elif code in {0x15, 0x25, 0x35}:  # equal, greater, at least
                tests = {0x15: accumulator == value, 0x25: accumulator > value}
                place += yes if tests.get(code, accumulator >= value) else no
            elif code == 0x06:
                return value
            else:
                raise AssertionError(f"unknown instruction {code:#x}")

    return run
