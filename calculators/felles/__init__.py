"""What the calculators share: rates, forms, texts, dates and the one door in. Knows no single calculator."""
