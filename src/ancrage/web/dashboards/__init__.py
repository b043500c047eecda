"""What dashboards count. Each figure only counts what its reader may count."""
