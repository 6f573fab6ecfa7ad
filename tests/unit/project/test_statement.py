"""Statements are judged by their words, outside of quotes and comments."""

from __future__ import annotations

import pytest

from jcm_mrv.project.statement import StatementFault, check_statement


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ts, kwh FROM history",
        "select 1;",
        " -- all of it\nSELECT 1 /* once */ ; -- end",
        "VALUES ('2017-03-01', 1)",
        "WITH r AS (SELECT 1 AS a) SELECT a FROM r",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SELECT 'delete; update' AS \"insert into\"",
        "SELECT 'it''s; DROP TABLE x'",
        "SELECT E'\\'; DELETE FROM t --'",
        "SELECT $$; DELETE $$, $a$ $$ ; $a$",
        "SELECT substring(tag FROM 1 FOR 2), value::numeric, a[1], b % 2, j->>'k' FROM t",
        "SELECT replace(value, ',', '.') FROM t",
        "SELECT deleted, updated_at, insertion FROM t",
    ],
)
def test_a_statement_that_reads_passes(text: str) -> None:
    """Words in quotes and comments, and words that only look alike, are no writing."""
    check_statement(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DELETE FROM history", "it begins with DELETE (expected one of SELECT, WITH, VALUES)"),
        ("PRAGMA journal_mode = DELETE", "it begins with PRAGMA"),
        ("ATTACH 'x.db' AS x", "it begins with ATTACH"),
        ("EXPLAIN ANALYZE SELECT 1", "it begins with EXPLAIN"),
        ("TABLE history", "it begins with TABLE"),
        ("SELECT 1; DELETE FROM history", "a second statement"),
        ("SELECT 1;;", "a second statement"),
        ("SELECT 1; /* */ DROP TABLE t", "a second statement"),
        ("WITH x AS (DELETE FROM h RETURNING *) SELECT * FROM x", "the word DELETE"),
        ("WITH x AS (SELECT 1) UPDATE h SET a = 1", "the word UPDATE"),
        ("WITH x AS (INSERT/**/ INTO h VALUES (1) RETURNING 1) SELECT 1", "the word INSERT"),
        ("WITH x AS (MERGE INTO h USING g ON a = b) SELECT 1", "the word MERGE"),
        ("SELECT * INTO copy FROM history", "the word INTO"),
        ("SELECT * FROM h FOR UPDATE", "it locks rows (FOR UPDATE)"),
        ("SELECT * FROM h FOR -- all\n NO KEY UPDATE", "it locks rows (FOR NO)"),
        ("SELECT * FROM h FOR SHARE", "it locks rows (FOR SHARE)"),
        ("SELECT * FROM h for key share", "it locks rows (FOR KEY)"),
        ("SELECT '\\'; DELETE FROM h; --'", "a second statement"),
        ("SELECT a$b$; DELETE FROM h; --$b$", "a second statement"),
        ("SELECT 'a", "a quote (') is not closed"),
        ('SELECT "a', 'a quote (") is not closed'),
        ("SELECT E'a\\'", "a quote (E') is not closed"),
        ("SELECT /* a", "a comment is not closed, or holds another one"),
        ("SELECT /* /* */ 1 */", "a comment is not closed, or holds another one"),
        ("SELECT `a` FROM h", "names are put in double quotes"),
        ("SELECT a \\g", "a backslash stands outside of quotes"),
        ("'SELECT' 1", "it does not begin with one of SELECT"),
        ("postgresql://reader@host/plant", "it begins with POSTGRESQL"),
        ("", "it is empty"),
        ("-- SELECT 1", "it is empty"),
        (";", "it is empty"),
    ],
)
def test_a_statement_that_may_write_is_refused(text: str, said: str) -> None:
    """What writes, locks, runs twice, or cannot be told apart is refused with its reason."""
    with pytest.raises(StatementFault) as caught:
        check_statement(text)
    assert said in str(caught.value)


def test_a_long_row_of_quotes_is_judged_at_once() -> None:
    """No text of the greatest length that is accepted takes long."""
    for text in ("SELECT '" + "''" * 4_990, "SELECT /*" + "*/ /*" * 1_990, "(" * 10_000):
        with pytest.raises(StatementFault):
            check_statement(text)
