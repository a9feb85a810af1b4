package coach

// Money is an amount in minor units (cents) of a currency (ISO 4217 code). It is
// never a float. The zero Money is an unknown amount.
type Money struct {
	Minor    int64
	Currency string
}

// IsZero says that no amount is known.
func (m Money) IsZero() bool { return m == Money{} }
