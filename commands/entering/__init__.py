"""How an editor's words become a claim: names, sources, dates and figures, and what is doubtful in them."""
