"""What Dateline is measured with: made-up desks of any size, and ratios against a bare floor."""
