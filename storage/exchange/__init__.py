"""How a record goes in and out: JSON Lines both ways, CSV and schema.org JSON-LD out (docs/exchange.md)."""
