"""The rules of the Champions Forum: letters, receipts, votes and dates."""
