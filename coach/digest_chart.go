package coach

// chartCurrency is the currency in which a channel's chart is drawn: money cannot be added
// up over two. It stays the one that it was last drawn in, so that one day's bars can be
// held beside another's, until another has twice as many of the stalled deals; then, and
// at first, it is the one that most of them have, of several the first by its code. It is
// empty where no deal has an amount.
func chartCurrency(last string, stalled []Stalled) string {
	deals, most := map[string]int{}, ""
	for _, s := range stalled {
		if c := s.Amount.Currency; !s.Amount.IsZero() {
			deals[c]++
			if n := deals[c]; n > deals[most] || n == deals[most] && c < most {
				most = c
			}
		}
	}
	if deals[last] > 0 && deals[most] < 2*deals[last] {
		return last
	}
	return most
}

// ChartIn is the currency in which the digest's chart is drawn, and whether there are
// stalled deals in others, which it leaves out.
func (d Digest) ChartIn() (currency string, others bool) {
	currency = chartCurrency(d.Currency, d.Stalled)
	for _, s := range d.Stalled {
		others = others || !s.Amount.IsZero() && s.Amount.Currency != currency
	}
	return currency, others
}

// chartSetting is where it is kept which currency a channel's chart was last drawn in.
func chartSetting(channel string) string { return "digest.currency." + channel }

// keepCurrency notes the currency of a chart that is drawn now.
func keepCurrency(tx Tx, d Digest) error {
	if d.Currency == "" {
		return nil
	}
	if last, err := tx.Setting(chartSetting(d.Channel)); err != nil || last == d.Currency {
		return err
	}
	return tx.SaveSetting(chartSetting(d.Channel), d.Currency)
}
