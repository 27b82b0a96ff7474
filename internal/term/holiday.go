package term

import "time"

// The public holidays are computed from 国民の祝日に関する法律 (昭和23年法律第178号):
// article 2 names the days, article 3(2) the substitute day of a holiday on a Sunday,
// article 3(3) the day between two holidays. Known amendments: 平成10年法律第141号
// (second Mondays from 2000), 平成13年法律第59号 (third Mondays from 2003), 平成17年法律第43号
// (昭和の日 and the longer substitute from 2007), 平成26年法律第43号 (山の日 from 2016),
// 平成29年法律第63号 (天皇誕生日), 平成30年法律第99号 (2019), 平成30年法律第55号 and
// 令和2年法律第68号 (moved days of 2020 and 2021).
// The equinoxes of future years are provisional: the law takes them from the
// gazette of the February before.

// firstHolidayYear and lastHolidayYear bound the years that Holiday answers for.
const firstHolidayYear, lastHolidayYear = 1998, 2099

// Holiday returns the name of the public holiday on the day, for 1998 to 2099.
// A substitute day is 振替休日, a day between two holidays 国民の休日.
func Holiday(d Date) (name string, ok bool) {
	if d.Year() < firstHolidayYear || d.Year() > lastHolidayYear {
		return "", false
	}
	if name = namedHoliday(d); name != "" {
		return name, true
	}
	if substitute(d) {
		return "振替休日", true
	}
	if d.Weekday() != time.Sunday && namedHoliday(d.AddDays(-1)) != "" && namedHoliday(d.AddDays(1)) != "" {
		return "国民の休日", true
	}
	return "", false
}

// substitute says that a holiday on a Sunday moves to the day (article 3(2)): to the
// Monday after; since 2007 to the next day that is no holiday.
func substitute(d Date) bool {
	if d.Year() < 2007 {
		return d.Weekday() == time.Monday && namedHoliday(d.AddDays(-1)) != ""
	}
	for p := d.AddDays(-1); namedHoliday(p) != ""; p = p.AddDays(-1) {
		if p.Weekday() == time.Sunday {
			return true
		}
	}
	return false
}

// namedHoliday returns the name that article 2 or a special law gives the day, or "".
func namedHoliday(d Date) string {
	if name, moved := specialHoliday(d); moved {
		return name
	}
	y, day := d.Year(), d.Day()
	monday := func(week int) bool {
		return d.Weekday() == time.Monday && (day-1)/7+1 == week
	}
	switch d.Month() {
	case 1:
		switch {
		case day == 1:
			return "元日"
		case y < 2000 && day == 15, y >= 2000 && monday(2):
			return "成人の日"
		}
	case 2:
		switch {
		case day == 11:
			return "建国記念の日"
		case y >= 2020 && day == 23:
			return "天皇誕生日"
		}
	case 3:
		if day == equinox(20.8431, y) {
			return "春分の日"
		}
	case 4:
		switch {
		case day == 29 && y >= 2007:
			return "昭和の日"
		case day == 29:
			return "みどりの日"
		}
	case 5:
		switch {
		case day == 3:
			return "憲法記念日"
		case day == 4 && y >= 2007:
			return "みどりの日"
		case day == 5:
			return "こどもの日"
		}
	case 7:
		if y < 2003 && day == 20 || y >= 2003 && monday(3) {
			return "海の日"
		}
	case 8:
		if y >= 2016 && day == 11 {
			return "山の日"
		}
	case 9:
		switch {
		case y < 2003 && day == 15, y >= 2003 && monday(3):
			return "敬老の日"
		case day == equinox(23.2488, y):
			return "秋分の日"
		}
	case 10:
		switch {
		case y < 2000 && day == 10, y >= 2000 && y < 2020 && monday(2):
			return "体育の日"
		case y >= 2020 && monday(2):
			return "スポーツの日"
		}
	case 11:
		switch day {
		case 3:
			return "文化の日"
		case 23:
			return "勤労感謝の日"
		}
	case 12:
		if y < 2019 && day == 23 {
			return "天皇誕生日"
		}
	}
	return ""
}

// specialHoliday returns the days that special laws made or moved; moved says that
// article 2 does not speak of this day.
func specialHoliday(d Date) (name string, moved bool) {
	switch d {
	case Date{2019, 5, 1}:
		return "天皇の即位の日", true
	case Date{2019, 10, 22}:
		return "即位礼正殿の儀の行われる日", true
	case Date{2020, 7, 23}, Date{2021, 7, 22}:
		return "海の日", true
	case Date{2020, 7, 24}, Date{2021, 7, 23}:
		return "スポーツの日", true
	case Date{2020, 8, 10}, Date{2021, 8, 8}:
		return "山の日", true
	}
	if y := d.Year(); y == 2020 || y == 2021 {
		switch d.Month() {
		case 7, 8, 10:
			return "", true
		}
	}
	return "", false
}

// equinox returns the day of the month by the usual approximation for 1980 to 2099;
// base is the mean moment in 1980.
func equinox(base float64, year int) int {
	n := year - 1980
	return int(base+0.242194*float64(n)) - n/4
}
