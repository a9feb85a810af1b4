//go:build !linux && !darwin

package db

func freeBytes(string) (uint64, bool) { return 0, false }
