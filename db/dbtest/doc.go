// Package dbtest states what every store must do.
//
// [Run] is the contract of [coach.Store] as tests, one file per noun: what is
// written is read back, in the promised order and within the promised limits;
// nothing of one workspace shows in another; racing writers lose nothing; what
// fails leaves nothing behind. A store is done when Run passes, not when it
// compiles.
//
// [Fill] writes as many rows as a benchmark wants, the same ones every time.
package dbtest
