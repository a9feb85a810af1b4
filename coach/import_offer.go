package coach

import (
	"context"
	"time"
)

// Offer is a file that somebody sent and has seen a preview of. What is kept of it is
// where it is and what it was, and nothing of what it says: when **Import** is pressed,
// it is fetched again, and taken only if it is still the same.
type Offer struct {
	ID      string        `json:"id"` // of the import that it may become
	Name    string        `json:"name"`
	Address string        `json:"address"` // where it can be fetched
	Sum     string        `json:"sum"`     // SHA-256 of its bytes, in hex
	Options ImportOptions `json:"options"`
	Source  string        `json:"source,omitempty"` // of Options, which keep it out of what is remembered
	At      time.Time     `json:"at"`
}

// offerFor is how long a preview holds. The deals go on changing meanwhile, and what it
// said would be true no more.
const offerFor = 24 * time.Hour

// offerSetting keeps the last file that somebody sent.
func offerSetting(user string) string { return "import.offer." + user }

// MayImport says in words why a person may not bring in a file; nil when they may.
func (c *Coach) MayImport(in Input) error { return mayImport(in) }

// OfferImport remembers the file of a preview, in the place of the one before.
func (c *Coach) OfferImport(ctx context.Context, in Input, o Offer) error {
	if err := mayImport(in); err != nil {
		return err
	}
	_, _, err := c.change(ctx, in, "import.offer", func(tx Tx, now time.Time) (string, error) {
		o.At, o.Source = now, o.Options.Source
		return o.ID, saveJSON(tx, offerSetting(in.Rep.ID), o)
	})
	return err
}

// OfferOf is the file of a preview that a person saw.
func (c *Coach) OfferOf(ctx context.Context, in Input, id string) (Offer, error) {
	if err := mayImport(in); err != nil {
		return Offer{}, err
	}
	var o Offer
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		_, err := loadJSON(r, offerSetting(in.Rep.ID), &o)
		return err
	})
	o.Options.Source = o.Source
	switch {
	case err != nil:
		return Offer{}, err
	case id == "" || o.ID != id:
		return Offer{}, Errorf(Conflict, "That preview isn't the newest one, or it was cancelled. Nothing was imported. Send the file again to see what it would do now.")
	case c.o.Now().Sub(o.At) > offerFor:
		return Offer{}, Errorf(Conflict, "That preview is from more than a day ago. Nothing was imported. Send the file again to see what it would do now.")
	}
	return o, nil
}

// CancelImport forgets the file of a preview, where it is the one that is remembered.
func (c *Coach) CancelImport(ctx context.Context, in Input, id string) error {
	if _, err := c.OfferOf(ctx, in, id); err != nil {
		if KindOf(err) == Conflict {
			return nil // it's over already
		}
		return err
	}
	_, _, err := c.change(ctx, in, "import.cancel", func(tx Tx, _ time.Time) (string, error) {
		return id, tx.SaveSetting(offerSetting(in.Rep.ID), "")
	})
	return err
}
