"""What the figures were taken on."""

import os
import platform
import tempfile
from pathlib import Path
from time import perf_counter

BLOCK = b"\0" * 4096


def describe(folder: Path) -> dict[str, str]:
    """Name → value; `folder` lies on the disk that is measured."""
    return {
        "Processor": f"{_cpu_model()}, {len(os.sched_getaffinity(0))} cores",
        "Python": platform.python_version(),
        "Kernel": f"{platform.system()} {platform.release()}",
        "Disk": f"{fsyncs_per_second(folder):,.0f} appends of 4 KiB with fsync a second",
        "Load before": f"{os.getloadavg()[0]:.1f}",
    }


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def fsyncs_per_second(folder: Path, *, seconds: float = 1.0) -> float:
    count, start = 0, perf_counter()
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        while perf_counter() - start < seconds:
            file.write(BLOCK)
            file.flush()
            os.fsync(file.fileno())
            count += 1
    return count / (perf_counter() - start)
