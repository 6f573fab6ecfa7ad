"""D135: Parquet file unusable."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D135",
    since="0.2.0",
    title="Parquet file unusable",
    why=(
        "A Parquet file says of itself how many rows and bytes it holds, and a reader makes room "
        "for them. One that was cut off or changed would be read in part, or as something else; "
        "one that claims too much would take all the memory."
    ),
    remedy=(
        "Copy the file again, or have it written again: with plain columns of numbers, texts and "
        "stamps, without encryption, in groups of at most 16 million rows (a million is usual). "
        "Pages of more than 64 MB (16 MB of texts), groups that unpack to more than 512 MB, texts "
        "of more than 1,000 bytes and more than 32 rows a byte are refused; these limits are ours."
    ),
    bad="a file that ends before its footer, or a column of lists",
    good='pl.read_csv("readings.csv").write_parquet("readings.parquet")',
    source="the Apache Parquet format, parquet.thrift; the limits are a declared policy",
)
