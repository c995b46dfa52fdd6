"""What would break the rules that all kept documents have."""

BREAKING_DOCUMENTS = {
    f"ck_{table}_{rule}": f"UPDATE {table} SET {broken}"  # noqa: S608
    for table in ("control_record", "incident_record", "quiz_draft", "scenario_draft")
    for rule, broken in (
        ("edition_from_one", "edition = 0"),
        ("shipped_sha256_whole", "shipped_sha256 = 'short'"),
        ("exported_sha256_whole", "exported_sha256 = 'short'"),
    )
}
