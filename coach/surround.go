package coach

import "slices"

// surround reads what lies around a deal: what the team has to give that was not
// given yet, who of those who speak for us needs a rest, and what is still owed.
// Most deals have nothing of it, and then it costs no read.
func (s *Situation) surround(r Reader, team Team) (err error) {
	if len(team.Library) > 0 {
		if err := s.stock(r, team.Library); err != nil {
			return err
		}
	}
	if s.Resting, err = restOf(r, s.Facts, s.Cadence.Today); err != nil {
		return err
	}
	if slices.ContainsFunc(s.Touches, func(t Touch) bool { return t.Used != "" }) { // a task is a touch's
		s.Tasks, err = r.DealTasks(s.Deal.ID)
	}
	return err
}

// stock is what of a library may be given here. An item is given once to an
// account, on whichever of its deals.
func (s *Situation) stock(r Reader, library []LibraryItem) error {
	account, err := r.Account(s.Deal.AccountID)
	if err != nil {
		return err
	}
	given, err := r.Given(s.Deal.AccountID)
	if err != nil {
		return err
	}
	s.Industry = account.Industry
	for _, i := range library {
		if i.Fits(s.Industry) && !slices.Contains(given, i.ID) {
			s.Library = append(s.Library, i)
		}
	}
	return nil
}
