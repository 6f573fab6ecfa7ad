"""D170: register against intervals of the same meter."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D170",
    since="0.2.0",
    title="register against intervals of the same meter",
    why=(
        "The intervals of a year are many thousand numbers, any of which may have been lost, "
        "cut off or written twice; the register beside them is one counter that cannot lose "
        "anything. Where the sum of the intervals is the difference of the register in every "
        "month, the readings are complete: there is no better test. A month in which they "
        "differ by more than 1 %, and by more than the last digit of the register, holds "
        "readings that are wrong or missing. Time without any reading has its own finding; what "
        "the register shows for it is told, and is no difference."
    ),
    remedy=(
        "Look into the named months: zeros in place of missing readings, a day written twice, "
        "values capped by the logger, another meter in the same column. A source with use = "
        '"compare" never counts; to count the register instead, exchange the two.'
    ),
    bad=(
        "[[monitored.EG.source]]\n"
        'measures = "register"\n'
        'use = "compare"   # 42.1 MWh in March; the intervals add up to 39.8'
    ),
    good=(
        "[[monitored.EG.source]]\n"
        'measures = "register"\n'
        'use = "compare"   # 42.1 MWh in March; the intervals add up to 42.1'
    ),
    source=(
        "The tolerance of 1 % is declared, as that of invoices (D133): no rule of the JCM was "
        "read. Months are compared in the time that both sides cover, from reading to reading "
        "of the register."
    ),
)
