"""The field: interviews, people met, notes, transcripts, passages, consent."""
