package db

import (
	"path/filepath"
	"testing"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

func TestSQLiteKeepsTheContract(t *testing.T) {
	dbtest.Run(t, func(t *testing.T) coach.Store { return open(t, filepath.Join(t.TempDir(), "coach.db")) })
}
