package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	taskColumns = `id, deal_id, rep_id, kind, text, due_on, done_at, added_at`

	sqlTask      = `SELECT ` + taskColumns + ` FROM tasks WHERE workspace = $1 AND id = $2`
	sqlDealTasks = `SELECT ` + taskColumns + ` FROM tasks
		WHERE workspace = $1 AND deal_id = $2 AND (done_at <> 0) = FALSE ORDER BY due_on, id`
	sqlRepTasks = `SELECT ` + taskColumns + ` FROM tasks
		WHERE workspace = $1 AND rep_id = $2 AND done_at = 0 ORDER BY due_on, id`
	sqlInsertTask = `INSERT INTO tasks
		(workspace, id, deal_id, rep_id, kind, text, due_on, done_at, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlSaveTask = `UPDATE tasks SET deal_id = $3, rep_id = $4, kind = $5, text = $6, due_on = $7, done_at = $8, added_at = $9
		WHERE workspace = $1 AND id = $2`
	sqlDeleteTask  = `DELETE FROM tasks WHERE workspace = $1 AND id = $2`
	sqlDeleteTasks = `DELETE FROM tasks WHERE workspace = $1 AND deal_id = $2`
)

func scanTask(rows *sql.Rows) (t coach.Task, err error) {
	err = rows.Scan(&t.ID, &t.DealID, &t.RepID, &t.Kind, &t.Text, dateOf{&t.DueOn}, instantOf{&t.DoneAt}, instantOf{&t.AddedAt})
	return t, err
}

func (t *tx) taskArgs(k coach.Task) []any {
	return []any{t.workspace, k.ID, k.DealID, k.RepID, k.Kind, k.Text, k.DueOn.String(), millis(k.DoneAt), millis(k.AddedAt)}
}

func (r *reader) Task(id string) (coach.Task, error) {
	return only(r, "task", sqlTask, []any{r.workspace, id}, scanTask)
}

func (r *reader) DealTasks(dealID string) ([]coach.Task, error) {
	return scanned(r, sqlDealTasks, []any{r.workspace, dealID}, scanTask)
}

func (r *reader) RepTasks(repID string) ([]coach.Task, error) {
	return scanned(r, sqlRepTasks, []any{r.workspace, repID}, scanTask)
}

func (t *tx) InsertTask(k coach.Task) error {
	_, err := t.exec(sqlInsertTask, t.taskArgs(k)...)
	return err
}

func (t *tx) SaveTask(k coach.Task) error { return t.one("task", sqlSaveTask, t.taskArgs(k)...) }

func (t *tx) DeleteTask(id string) error { return t.one("task", sqlDeleteTask, t.workspace, id) }
