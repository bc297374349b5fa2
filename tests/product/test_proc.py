import os

from tests.product import proc
from tests.product.exposition import parse_samples


def test_cpu_time_is_found_after_a_name_with_brackets() -> None:
    assert proc.cpu_ticks("42 (a) b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 7 8 0 0 1 0") == 300


def test_memory_is_what_is_resident_and_nothing_after_the_end() -> None:
    assert proc.resident_bytes("Name:\tx\nVmRSS:\t  2048 kB\nThreads:\t1\n") == 2048 * 1024
    assert proc.resident_bytes("Name:\tx\nState:\tZ (zombie)\n") == 0


def test_a_process_knows_itself() -> None:
    assert proc.memory_bytes(os.getpid()) > 1 << 20
    assert proc.cpu_s(os.getpid()) > 0
    assert os.getpid() in proc.family_of(os.getpid())


def test_a_metric_is_the_sum_over_its_labels() -> None:
    samples = parse_samples('# HELP a b\na{x="1 2"} 3.0\na{x="}"} 4.0\nb 1e+06\n')
    assert samples == {"a": 7.0, 'a{x="1 2"}': 3.0, 'a{x="}"}': 4.0, "b": 1e6}
