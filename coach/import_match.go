package coach

// twinOf says on which line the same deal was seen before.
func twinOf(row importRow, lines map[string]int) string {
	key, what := "n\x00"+row.nameKey(), "the same account and deal name"
	switch {
	case row.id != "":
		key, what = "i\x00"+row.id, "the same id"
	case row.externalID != "":
		key, what = "x\x00"+row.source+"\x00"+row.externalID, "the same id"
	}
	if first, ok := lines[key]; ok {
		return what + " as line " + grouped(uint64(first)) // #nosec G115 -- a line's number
	}
	lines[key] = row.line
	return ""
}

// known finds the deal of a row by its id.
func (im *importer) known(row importRow) (Deal, bool, error) {
	if row.id != "" {
		d, err := im.r.Deal(row.id)
		if KindOf(err) != NotFound {
			return d, err == nil, err
		}
	}
	if row.externalID != "" {
		d, err := im.r.DealBySource(row.source, row.externalID)
		if KindOf(err) != NotFound {
			return d, err == nil, err
		}
	}
	return Deal{}, false, nil
}

// place finds the deal of a row by account and name, or makes it. rows is how
// many rows of the file are looking for a deal of that account and name.
func (im *importer) place(row importRow, rows int) error {
	candidates, err := im.candidates(row)
	switch {
	case err != nil:
		return err
	case len(candidates) == 0:
		return im.create(row)
	case len(candidates) == 1 && rows == 1:
		return im.merge(candidates[0], row)
	}
	im.report.add(row.line, RowConflict, "not imported: "+counted(len(candidates), "deal")+" here and "+rowsOf(rows)+
		" of the file share this account and deal name, and no id says which is which")
	return nil
}

// candidates are the deals with the row's account and name that were here before
// and that no row has spoken for. One with another id of the same source is
// another deal.
func (im *importer) candidates(row importRow) ([]Deal, error) {
	account, err := im.account(row)
	if err != nil {
		return nil, err
	}
	byName, ok := im.nearby[account.ID]
	if !ok {
		if byName, err = im.dealsByName(account); err != nil {
			return nil, err
		}
		im.nearby[account.ID] = byName
	}
	var fit []Deal
	for _, d := range byName[StrictKey(row.name)] {
		other := row.externalID != "" && d.ExternalID != "" && d.Source == row.source
		if !im.claimed[d.ID] && !other {
			fit = append(fit, d)
		}
	}
	return fit, nil
}

func (im *importer) dealsByName(account Account) (map[string][]Deal, error) {
	deals, err := im.r.Deals(DealQuery{AccountIDs: []string{account.ID}, Limit: allDeals})
	if err != nil || len(deals) == 0 {
		return nil, err
	}
	byName := map[string][]Deal{}
	for _, d := range deals {
		byName[StrictKey(d.Name)] = append(byName[StrictKey(d.Name)], d)
	}
	return byName, nil
}
