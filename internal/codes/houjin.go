package codes

// Process is a 処理区分 of the corporate number publication site: why a record was
// published (国税庁 法人番号公表サイト リソース定義書).
type Process string

// The processes.
const (
	ProcessNew             Process = "01"
	ProcessRename          Process = "11"
	ProcessMove            Process = "12"
	ProcessMoveAbroad      Process = "13"
	ProcessClose           Process = "21"
	ProcessReopen          Process = "22"
	ProcessMerge           Process = "71"
	ProcessMergeVoid       Process = "72"
	ProcessTradeNameErased Process = "81"
	ProcessDelete          Process = "99"
)

var processes = map[Process]Label{
	ProcessNew:             {"新規", "First publication"},
	ProcessRename:          {"商号又は名称の変更", "Change of name"},
	ProcessMove:            {"国内所在地の変更", "Change of address"},
	ProcessMoveAbroad:      {"国外所在地の変更", "Change of address abroad"},
	ProcessClose:           {"登記記録の閉鎖等", "Registration closed"},
	ProcessReopen:          {"登記記録の復活等", "Registration restored"},
	ProcessMerge:           {"吸収合併", "Merger"},
	ProcessMergeVoid:       {"吸収合併無効", "Merger void"},
	ProcessTradeNameErased: {"商号の登記の抹消", "Trade name erased"},
	ProcessDelete:          {"削除", "Number withdrawn"},
}

// Valid says that there is such a process.
func (p Process) Valid() bool { _, ok := processes[p]; return ok }

// Label returns its name; both empty if there is no such process.
func (p Process) Label() Label { return processes[p] }

// CloseCause is a 登記記録の閉鎖等の事由 of the same site.
type CloseCause string

// The causes.
const (
	CloseLiquidated      CloseCause = "01"
	CloseMerged          CloseCause = "11"
	CloseByRegistrar     CloseCause = "21"
	CloseOtherLiquidated CloseCause = "31"
)

var closeCauses = map[CloseCause]Label{
	CloseLiquidated:      {"清算の結了等", "Liquidation completed"},
	CloseMerged:          {"合併による解散等", "Dissolved by merger"},
	CloseByRegistrar:     {"登記官による閉鎖", "Closed by the registrar"},
	CloseOtherLiquidated: {"その他の清算の結了等", "Other completion of liquidation"},
}

// Valid says that there is such a cause.
func (c CloseCause) Valid() bool { _, ok := closeCauses[c]; return ok }

// Label returns its name; both empty if there is no such cause.
func (c CloseCause) Label() Label { return closeCauses[c] }

// Status returns the state into which the closure brings a corporation.
func (c CloseCause) Status() Status {
	if c == CloseMerged {
		return Merged
	}
	return Closed
}

// HoujinKind is a 法人種別 of the same site.
type HoujinKind string

var houjinKinds = map[HoujinKind]Label{
	"101": {"国の機関", "National government body"},
	"201": {"地方公共団体", "Local government"},
	"301": {"株式会社", "Stock company"},
	"302": {"有限会社", "Limited company (yugen kaisha)"},
	"303": {"合名会社", "General partnership company"},
	"304": {"合資会社", "Limited partnership company"},
	"305": {"合同会社", "Limited liability company"},
	"399": {"その他の設立登記法人", "Other registered corporation"},
	"401": {"外国会社等", "Foreign company or similar"},
	"499": {"その他", "Other"},
}

// Valid says that there is such a kind.
func (k HoujinKind) Valid() bool { _, ok := houjinKinds[k]; return ok }

// Label returns its name; both empty if there is no such kind.
func (k HoujinKind) Label() Label { return houjinKinds[k] }
