"""Row 14: two workers against one on the same backlog, and what the machine's cores allow."""

import os

from tests.bench.backlog import EVERY_UPDATE, SHIPMENTS
from tests.bench.bench import PARTITIONS, Bench
from tests.bench.contenders import drain_with_workers
from tests.bench.figures import Figure, at_least, figure
from tests.bench.fill import fill
from tests.bench.fleet import Fleet
from tests.bench.spread import ratios_of

POSITIONS, ENVELOPE = 2_000_000, 64


async def measure(bench: Bench) -> list[Figure]:
    """Process the same backlog with one worker and with two, in turn.

    If broker and workers share too few cores, the clock tells little about the workers, but the CPU of a position does:
    two workers with a core each do twice the work of one, less the cost that sharing adds.
    """
    settings = bench.settings(**EVERY_UPDATE)
    positions = await fill(settings, Fleet(SHIPMENTS, PARTITIONS), bench.scaled(POSITIONS), ENVELOPE)
    one, two, broker_cores = [], [], []
    for _ in range(bench.rounds):
        one.append(await drain_with_workers(bench, settings, positions))
        broker_s, began_at = bench.broker_cpu_s(), bench.time()
        two.append(await drain_with_workers(bench, settings, positions, workers=2))
        broker_cores.append((bench.broker_cpu_s() - broker_s) / (bench.time() - began_at))
        bench.say(f"cluster: {one[-1].per_s:.0f}/s with one worker, {two[-1].per_s:.0f}/s with two")
    await bench.delete_topics(settings)
    scaled = [2 * each for each in ratios_of([d.cpu_us for d in one], [d.cpu_us for d in two])]
    by_clock = ratios_of([d.per_s for d in two], [d.per_s for d in one])
    cores = len(os.sched_getaffinity(0))
    note = f"the machine allowed {cores} cores, of which the broker took {sorted(broker_cores)[len(broker_cores) // 2]:.2f}"
    return [
        figure("14", "two workers ÷ one, broker's share off", scaled, "×", at_least(1.7), note),
        figure("14", "two workers ÷ one, by the clock", by_clock, "×", None, note),
    ]
