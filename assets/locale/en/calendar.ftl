calendar-not-loaded = The holidays of { $year } are not loaded yet, so its working days cannot be counted. Enter the days of that year in the register of working days, or update the program once they are announced.
calendar-no-terms = No term contains { $day }, so it is not known whether lessons are held. Enter the first and last day of the term in the register of school terms.
calendar-out-of-reach = The date comes to lie outside the years 1 to 9999. Check the first date and the time allowed.
