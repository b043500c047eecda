"""The ground every room stands on: journal, access types, versioned commands, sourced values."""
