"""The training report (教育実施報告書): what an audit asks about one cycle of a campaign, on a page and as files."""
