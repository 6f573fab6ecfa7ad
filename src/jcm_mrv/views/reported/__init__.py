"""What a report tells people: the same words for the workbook, the page and the paper."""
