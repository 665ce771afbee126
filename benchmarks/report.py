"""docs/benchmarks.md: the figures, the machine and the method."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from benchmarks.table import Row, markdown

PAGE = """# Benchmarks

Written by `python -m benchmarks --screens {screens} --write docs/benchmarks.md` on {on}. Without `--write` the same
table is printed and nothing is kept; `--quick` only shows that it runs.

Absolute figures belong to the machine below and to what else it was doing. What is demanded is the **ratio**: both
servers are measured in one run, turn by turn.

{table}

{machine}

## Method

* **Stock** (`benchmarks/stock/`) is what a Django team would write at first: daphne, Channels'
  `AsyncJsonWebsocketConsumer`, DRF serializers, `database_sync_to_async`, one `group_send` per alert through the
  in-memory layer. It stores the same rows as ours (look-up by key, alert, fix, entry, the numbers of alert and
  zone) with the same durability: SQLite, `journal_mode=WAL`, `synchronous=FULL`, `IMMEDIATE`.
  `CONN_MAX_AGE` is Django's default of 0: its documentation advises against persistent connections under ASGI.
  What keeping the connection would bring stands in lines of its own.
* **Ours** is `manage.py serve` as it runs in production (`DEBUG=0`), duties included, with the demo's data.
* Each round starts one server alone, on a free port and a fresh copy of a prepared database, on the disk that holds
  the project. {rounds} rounds of each, interleaved; a round's figure is taken over {seconds:g} s or {alerts} alerts
  after a warm-up of 1 s; the table shows medians.
* The load (`benchmarks/load.py`) runs in a process of its own with a bare websocket client, the same for both
  servers; its own share of a core is told above.
* **Acknowledged alerts:** {phones} phones, each on its own socket, press, wait for `received` and press again, while
  one desk looks on and acknowledges. Afterwards every acknowledged key is looked for in the database; a round in
  which one is missing fails the run.
* **Screens:** one alert at a time, from the press being sent until its words have arrived on the first and on the
  last of all desk sockets, by one clock. **Burst:** as many phones as alerts press at once; missing are the pairs of
  alert and screen that never came. With thousands of screens fewer alerts are watched.
* **Nearest:** exact nearest responders against measuring the geodesic to everybody and sorting
  (`benchmarks/nearest.py`); both answers must agree.
"""


def page(rows: Sequence[Row], *, machine: Mapping[str, str], wanted: Mapping[str, Any], on: date) -> str:
    facts = "\n".join(f"* {name}: {value}" for name, value in machine.items())
    return PAGE.format(
        on=on.isoformat(),
        table=markdown(rows),
        machine=facts,
        screens=" ".join(map(str, wanted["screens"])),
        rounds=wanted["rounds"],
        seconds=wanted["seconds"],
        alerts=wanted["alerts"],
        phones=100,
    )
