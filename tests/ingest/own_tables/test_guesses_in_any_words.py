"""Tables with unforeseen words are understood by their cells, units and word stems."""

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.tables.text_table import normalized_header
from analytics.ingest.values.words import is_alike
from tests.inputs.ingest_inputs import EXAM
from tests.inputs.sizes import one_in

TABLES = {
    "an inflected word is the same word": (
        "Data,Próba,Liczba pytań,Dobre odpowiedzi|2026-05-04,Udemy 1,65,39|2026-05-11,Udemy 2,65,44",
        "practice_exams",
        {"data": "taken_at", "liczba_pytań": "n_items", "dobre_odpowiedzi": "n_correct"},
    ),
    "a share, a length and no word of what was studied are a practice exam": (
        "Datum,Ergebnis (%),Minuten|05.08.26,56%,80|17.08.26,85%,70",
        "practice_exams",
        {"datum": "taken_at", "ergebnis_(%)": "score", "minuten": "duration_min"},
    ),
    "a score beside a length and a topic is of study": (
        "Datum,Thema,Ergebnis (%),Minuten|05.08.26,IAM,56%,80|17.08.26,IAM,85%,70",
        "study_sessions",
        {"datum": "started_at", "thema": "domain_id", "minuten": "time_on_task_min"},
    ),
    "named practice exams are none of study, though a length is named study": (
        "When,Mock,Qs,Got right,Mins studied|2026-08-05,Udemy 1,65,41,85|2026-08-06,Udemy 2,65,44,90",
        "practice_exams",
        {"when": "taken_at", "mock": "form", "qs": "n_items", "got_right": "n_correct", "mins_studied": "duration_min"},
    ),
    "a scale from 1 to 5 is a rating": (
        "Día,Dominio,Seguridad (1-5)|2026-05-04,IAM,3|2026-05-04,S3,5|2026-05-11,IAM,4",
        "self_ratings",
        {"día": "rated_on", "dominio": "domain_id", "seguridad_(1_5)": "rating"},
    ),
    "seconds beside answers are their time": (
        "Data,Pytanie,Poprawnie?,Sekundy|2026-10-14,1,tak,64|2026-10-14,2,nie,76|2026-10-14,3,nie,146",
        "item_responses",
        {"data": "taken_at", "pytanie": "position", "poprawnie?": "is_correct", "sekundy": "response_time_s"},
    ),
    "seconds and numbers show answers, though no word names what is right": (
        "Data,Lp,Ok,Sekundy|2026-10-14,1,tak,64|2026-10-14,2,nie,76|2026-10-14,3,nie,146",
        "item_responses",
        {"data": "taken_at", "lp": "position", "ok": "is_correct", "sekundy": "response_time_s"},
    ),
    "answers without a word for right or wrong are asked for it": (
        "Date,Ma réponse,Bonne réponse|2026-08-11,A,C|2026-08-12,B,D|2026-08-13,A,B",
        "item_responses",
        {"date": "taken_at", "ma_réponse": "chosen", "bonne_réponse": "correct_answer"},
    ),
    "numbers of questions may begin again, and right or wrong have any ending": (
        "Data,N.,Argomento,Esito,Tempo (sec)|13/10/2026,1,S3,Corretta,60|13/10/2026,2,S3,Errata,80|"
        "13/10/2026,3,EC2,Corretta,95|20/10/2026,1,S3,Errata,90|20/10/2026,2,IAM,Corretta,85",
        "item_responses",
        {"data": "taken_at", "n.": "position", "esito": "is_correct", "tempo_(sec)": "response_time_s"},
    ),
    "of several columns with two words none is right or wrong": (
        "Día,Nº,Resultado,Duda|2026-08-11,1,pleno,no|2026-08-11,2,nada,sí|2026-08-11,3,pleno,no",
        "study_sessions",
        {"día": "started_at", "resultado": "domain_id"},
    ),
    "numbers of questions are no numbers of a question": (
        "Day,Where,Time spent (min),No. of questions,Right answers|2026-08-06,home,20,20,9|2026-08-07,bus,30,15,11|"
        "2026-08-08,bus,25,20,14|2026-08-09,home,45,10,8",
        "study_sessions",
        {"day": "started_at", "time_spent_(min)": "time_on_task_min", "where": "domain_id"},
    ),
    "a range of times is a length": (
        "#,Date,Time block,Focus,Done?|1,2026-09-01,06:30 - 07:45,EC2,Y|2,2026-09-02,06:30 - 07:15,EC2,Y|"
        "3,2026-09-04,21:00 - 22:30,S3,Y",
        "study_sessions",
        {"date": "started_at", "time_block": "start_time", "focus": "domain_id"},
    ),
    "what divided gives the share beside it are right answers and questions": (
        "Day,A,B,C|2026-08-11,31,50,62.0|2026-08-12,36,60,60|2026-08-15,35,40,87.5|2026-08-16,42,60,70",
        "practice_exams",
        {"day": "taken_at", "a": "n_correct", "b": "n_items"},
    ),
    "a fraction is a share, too": (
        "Day,A,B,C|2026-08-11,31,50,0.62|2026-08-12,36,60,0.6|2026-08-15,35,40,0.875",
        "practice_exams",
        {"day": "taken_at", "a": "n_correct", "b": "n_items"},
    ),
    "a share of wrong answers shows no right ones": (
        "Day,Errors,B,C|2026-08-11,19,50,38%|2026-08-12,24,60,40%|2026-08-15,5,40,12.5%",
        "practice_exams",
        {"day": "taken_at", "c": "score"},
    ),
    "questions and wrong answers are a result": (
        "Datum,Test,Fragen,Fehler|2026-08-11,A,31,5|2026-08-12,B,36,6",
        "practice_exams",
        {"datum": "taken_at", "fragen": "n_items", "fehler": "n_wrong"},
    ),
    "several times a day a word for right or wrong is an answer": (
        "datum,onderwerp,goed/fout|14-10-2026,A,goed|14-10-2026,B,fout|14-10-2026,C,fout|15-10-2026,B,goed|"
        "15-10-2026,A,goed",
        "item_responses",
        {"datum": "taken_at", "goed/fout": "is_correct"},
    ),
    "a sum beside right answers is the number of questions": (
        "Datum,Test,Richtig,Gesamt|2026-08-11,A,31,50|2026-08-12,B,36,60",
        "practice_exams",
        {"datum": "taken_at", "richtig": "n_correct", "gesamt": "n_items"},
    ),
    "counts and percentages in one column are a score": (
        "When,Which,How I did|2026-08-11,A,31/50|2026-08-12,B,62%|2026-08-15,C,71%",
        "practice_exams",
        {"when": "taken_at", "how_i_did": "score"},
    ),
    "minutes beside a yes or no named study are study, whatever else a day has": (
        "Date,Studied?,Minutes,Sleep (h)|2026-08-11,Y,31,7|2026-08-12,N,,6.5|2026-08-15,Y,45,8",
        "study_sessions",
        {"date": "started_at", "minutes": "time_on_task_min"},
    ),
    "what is mostly more than half of a maximum is right answers": (
        "Date,Provider,Raw,Out of,Tries|2026-08-11,A,54,90,1|2026-08-12,B,70,90,2|2026-08-15,A,66,90,1",
        "practice_exams",
        {"date": "taken_at", "raw": "n_correct", "out_of": "n_items", "provider": "provider"},
    ),
    "what is mostly less than half of a maximum may be wrong answers": (
        "Date,Provider,Raw,Out of|2026-08-11,A,24,90|2026-08-12,B,20,90|2026-08-15,A,16,90",
        "study_sessions",
        {"date": "started_at", "raw": "time_on_task_min"},
    ),
    "a source of results is their provider": (
        "Datum,Quelle,Punkte,von|2026-08-11,OSG,54,90|2026-08-12,OSG,70,90|2026-08-15,Boson,66,90",
        "practice_exams",
        {"datum": "taken_at", "punkte": "n_correct", "von": "n_items", "quelle": "provider"},
    ),
    "a topic beside questions and right answers is their domain, also in another language": (
        "Tarih,Konu,Soru sayısı,Doğru|2026-08-11,Kimlik,20,12|2026-08-12,Kimlik,20,14|2026-08-15,Depolama,10,7",
        "practice_exams",
        {"tarih": "taken_at", "konu": "domain_id", "soru_sayısı": "n_items", "doğru": "n_correct"},
    ),
    "hours and minutes need not be neighbors": (
        "Tag,Stunden,Tags,Minuten|2026-08-11,0,saa,20|2026-08-12,1,saa,5",
        "study_sessions",
        {"tag": "started_at", "stunden": "time_h", "minuten": "time_min"},
    ),
    "a price is no length": (
        "Dia,Gasto,Horas de estudo|2026-08-04,12.99,0.9|2026-08-05,4.49,1.2",
        "study_sessions",
        {"dia": "started_at", "horas_de_estudo": "time_on_task_min"},
    ),
    "of two lengths that differ none is chosen": (
        "Jour,Grand X (min),Petit X (min)|2026-08-04,90,40|2026-08-05,60,75",
        "study_sessions",
        {"jour": "started_at"},
    ),
    "the same length in hours and minutes is one length": (
        "Jour,A (h),B (min)|2026-08-04,1.5,90|2026-08-05,0.8,50",
        "study_sessions",
        {"jour": "started_at", "a_(h)": "time_on_task_min"},
    ),
    "hours beside exercise are sleep": (
        "dag,nachtrust (uur),sport (min)|2026-09-01,7,30|2026-09-02,6.5,0",
        "check_ins",
        {"dag": "on", "nachtrust_(uur)": "sleep_h", "sport_(min)": "exercise_min"},
    ),
    "a result that has its number of questions needs no other": (
        "Attempt,Test,Score,Date|1,A,76% (50/65),2026-09-12|2,B,87% (57/65),2026-09-19",
        "practice_exams",
        {"test": "form", "score": "score", "date": "taken_at"},
    ),
    "what makes right and wrong the same number in each row is what was skipped": (
        "Data,Prova,Giuste,Sbagliate,X,Y|2026-05-04,A,38,22,5,1|2026-05-11,B,44,19,2,5|2026-05-18,C,47,18,0,2",
        "practice_exams",
        {"giuste": "n_correct", "sbagliate": "n_wrong", "x": "n_skipped"},
    ),
    "a column of which the whole name is a percent sign is a share": (
        "Test,Taken,%,Comments|TD 1,2026-10-04,61,rushed|TD 2,2026-10-11,66,|TD 3,2026-10-18,72,better",
        "practice_exams",
        {"test": "form", "taken": "taken_at", "%": "score"},
    ),
    "days as a spreadsheet numbers them are days under a name for a day": (
        "Date,Course,Hours|46298,Udemy,1.5|46299,Udemy,2|46305.75,Labs,0.5",
        "study_sessions",
        {"date": "started_at", "hours": "time_on_task_min"},
    ),
    "the mark is right where the answer is the right one": (
        "date,q,mine,correct,hit,unsure|2026-10-17,1,A,A,1,no|2026-10-17,2,C,B,0,yes|2026-10-17,3,B,B,1,yes|"
        "2026-10-17,4,C,A,0,no|2026-10-17,5,B,B,1,no",
        "item_responses",
        {"date": "taken_at", "mine": "chosen", "correct": "correct_answer", "hit": "is_correct"},
    ),
    "what was planned is no length beside what was done": (
        "Datum,Gepland (uur),Gewerkt (uur),Vak|2026-10-05,2,1.5,netwerk|2026-10-07,1,1,opslag|2026-10-13,2,2,netwerk",
        "study_sessions",
        {"datum": "started_at", "gewerkt_(uur)": "time_on_task_min"},
    ),
    "so many times a length is a length": (
        "Date,Subject,Pomodoros|2026-10-05,EC2,2 x 25|2026-10-06,S3,3 x 25|2026-10-08,EC2,2×45",
        "study_sessions",
        {"date": "started_at", "pomodoros": "time_on_task_min"},
    ),
    "of texts without a name the most varied is the topic": (
        "Quando,X,Y,Min|2026-05-04,EC2,casa,30|2026-05-05,S3,casa,45|2026-05-06,EC2,treno,45|2026-05-07,IAM,casa,20",
        "study_sessions",
        {"quando": "started_at", "x": "domain_id", "min": "time_on_task_min"},
    ),
    "grades of ten show which number is of which": (
        "Quando,X,Y,Z,W|2026-05-04,23,17,40,5.8|2026-05-11,30,10,40,7.5|2026-05-18,27,33,60,4.5",
        "practice_exams",
        {"quando": "taken_at", "x": "n_correct", "z": "n_items"},
    ),
    "a word between two numbers says of how many": (
        "Quando,X,Y|2026-05-04,A 1,32 з 57|2026-05-11,A 2,40 af 65|2026-05-18,A 3,41 de 65",
        "practice_exams",
        {"quando": "taken_at", "y": "score"},
    ),
    "a range of hours is no result": (
        "Quando,X,Y|2026-05-04,EC2,9 to 11|2026-05-05,S3,9 bis 12|2026-05-06,EC2,8 al 11",
        "study_sessions",
        {"quando": "started_at", "x": "domain_id"},
    ),
    "each of several people has taken the same practice exams": (
        "Data,Chi,Simulazione,Punteggio,Minuti|2026-05-04,Anna,Prova 1,82%,75|2026-05-04,Marco,Prova 1,70%,80|"
        "2026-05-11,Anna,Prova 2,85%,70|2026-05-11,Marco,Prova 2,77%,75",
        "practice_exams",
        {"chi": "person", "simulazione": "form", "punteggio": "score", "minuti": "duration_min"},
    ),
    "names of makers of practice exams are the provider": (
        "Quando,X,Verno,Right,Questions|2026-05-04,Udemy,a,40,65|2026-05-05,Boson,b,41,65|2026-05-06,Udemy,c,45,65",
        "practice_exams",
        {"quando": "taken_at", "x": "provider", "right": "n_correct", "questions": "n_items"},
    ),
    "the day of the week is no topic": (
        "日付,曜日,場所,分|2026-05-04,月,家,30|2026-05-05,火,電車,45|2026-05-11,月,家,45",
        "study_sessions",
        {"日付": "started_at", "場所": "domain_id", "分": "time_on_task_min"},
    ),
}


@pytest.mark.parametrize("rule", TABLES)
def test_a_table_in_other_words_means_the_same(rule: str) -> None:
    """These columns are among the guesses, and no others have the same target."""
    table, kind, columns = TABLES[rule]
    header, *rows = table.split("|")
    names, cells = normalized_header(header.split(","), "log.csv"), [row.split(",") for row in rows]
    found = guess_columns(names, cells)
    assert found.kind == kind
    assert columns.items() <= found.columns.items()
    assert ("time_on_task_min" in found.columns.values()) == ("time_on_task_min" in columns.values())


LANGUAGES = {
    "Greek": "Ημερομηνία;Θέμα;Λεπτά;Σχόλια|Ημερομηνία;Τεστ;Σωστές;Ερωτήσεις",
    "Arabic": "التاريخ;الموضوع;المدة (دقيقة);ملاحظات|التاريخ;الاختبار;صحيحة;الأسئلة",
    "Hebrew": "תאריך;נושא;דקות;הערות|תאריך;מבחן;נכונות;שאלות",
    "Hindi": "दिनांक;विषय;समय (मिनट);टिप्पणी|दिनांक;टेस्ट;सही उत्तर;कुल प्रश्न",
    "Vietnamese": "Ngày;Chủ đề;Phút;Ghi chú|Ngày;Đề thi;Số câu đúng;Tổng số câu",
    "Thai": "วันที่;หัวข้อ;นาที;หมายเหตุ|วันที่;ข้อสอบ;ถูก;จำนวนข้อ",
    "Ukrainian": "Дата;Тема;Хвилини;Примітки|Дата;Пробний тест;Правильно;Питань",
    "Romanian": "Dată;Subiect;Timp (min);Observații|Dată;Simulare;Corecte;Întrebări",
    "Hungarian": "Dátum;Téma;Idő (min);Megjegyzés|Dátum;Vizsga;Helyes;Kérdések",
    "Czech": "Datum;Předmět;Čas (min);Poznámka|Datum;Zkouška;Správně;Otázek",
    "Korean": "날짜;과목;시간(분);메모|응시일;모의고사;맞힌 개수;문제수",
}


@pytest.mark.parametrize("language", one_in(3, LANGUAGES))
def test_logs_and_results_need_names_for_lengths_and_counts(language: str) -> None:
    """A length and counts need a name, because other numbers look alike."""
    log, exams = (normalized_header(header.split(";"), "file") for header in LANGUAGES[language].split("|"))
    days = [f"2026-05-{n:02d}" for n in (4, 11, 18, 25)]
    topics = zip(days, ("IAM", "S3", "IAM", "S3"), ("60", "45", "60", "30"), ("", "ok", "", ""), strict=True)
    found = guess_columns(log, list(topics))
    assert (found.kind, found.is_sure, found.columns[log[2]]) == ("study_sessions", True, "time_on_task_min")
    results = zip(days, "1234", ("38", "41", "40", "45"), ("65", "65", "50", "65"), strict=True)
    found = guess_columns(exams, list(results))
    assert (found.kind, found.is_sure) == ("practice_exams", True)
    assert (found.columns[exams[2]], found.columns[exams[3]]) == ("n_correct", "n_items")


SURE = {
    "Datum,Thema,Ergebnis (%),Minuten|05.08.26,IAM,56%,80|17.08.26,IAM,85%,70": True,  # what was studied repeats
    "Date,Start,End,Score|2026-08-05,9:00,10:30,56%|2026-08-06,9:10,10:00,85%": True,  # two times of day
    "日付,点数,学習時間|2026-08-05,52%,94分|2026-08-12,58%,90分": False,
    "Data,Wynik,Czas nauki|05.08.2026,34/65,94 min|12.08.2026,40/65,90 min": False,
    "Date,Examen,Note,Temps|05/08/2026,TD,52,94|12/08/2026,TD,58,90": False,
    "Day,Practice,Right,Out of,Minutes|2026-08-05,Set 1,12,20,94|2026-08-06,Set 2,14,20,90": False,
    "Data,Temat,Punkty|2026-08-05,IAM,52|2026-08-06,EC2,68|2026-08-07,IAM,79": False,  # points for each topic
    "Día,Examen,Nota,Categorías|2026-08-05,TD 1,52,saa|2026-08-06,TD 2,60,saa": True,
    "Data,Egzamin,Punkty|2026-08-05,Udemy 1,52|2026-08-06,Udemy 2,68": True,
    "Date,Sujet,Valeur|2026-08-05,IAM,52|2026-08-06,EC2,68|2026-08-07,IAM,79": False,  # one number without a name
    "Date,Sujet,Min|2026-08-05,IAM,52|2026-08-06,EC2,68|2026-08-07,IAM,79": True,
    "Date,Topic,Time,Duration|2026-08-05,IAM,52,30|2026-08-06,EC2,68,45|2026-08-07,IAM,79,50": False,
    "Nom,Type,Score,Statut|A 1,QCM,52%,ok|A 2,Blanc,60%,ok|B,QCM,64%,ok": True,  # a type is no topic, nor is one word
    "Day,Part,Score,Feel|2026-05-04,domain 1,52%,calm|2026-05-05,domain 2,68%,low|2026-05-06,domain 1,70%,calm": True,
    "Day,Score,Feel|2026-05-04,52%,calm|2026-05-05,68%,low|2026-05-06,70%,calm": False,  # a feeling may be a topic
    "Quando,X,Score|2026-08-05,IAM,52%|2026-08-06,EC2,68%|2026-08-07,IAM,79%": False,
    "Date,Hours,Mock score|2026-08-05,2,|2026-08-12,3,60%|2026-08-19,4,": False,  # more lengths than scores
    "Date,Set,Tasks,Solved,Minutes|2026-08-05,X,12,7,52|2026-08-06,Y,12,8,68|2026-08-07,X,12,10,79": False,
    "Date,Set,Tea,Walks,Minutes|2026-08-05,X,2,1,52|2026-08-06,Y,12,4,68|2026-08-07,X,5,2,79": True,
    "Date,Topic,Seconds|2026-08-05,IAM,52|2026-08-06,EC2,68|2026-08-07,IAM,79": False,  # of answers
    "Date,Topic,Seconds|2026-08-05,IAM,1520|2026-08-06,EC2,680|2026-08-07,IAM,790": True,
    "Date,Study,Sleep|2026-08-05,1.5,7|2026-08-06,2,7.5": False,
    "Date,Sleep,Exercise (min)|2026-08-05,7,20|2026-08-06,7.5,0": True,
    "Day,X,Right,Questions|2026-05-04,Udemy,40,65|2026-05-05,Boson,41,65|2026-05-06,Udemy,45,65": True,
    "Question,Right|1,0|2,1": False,  # two answers, or a practice exam of two questions
    "Question,Right|1,0|2,1|3,1": True,
    "Questions,Right|2,1|20,15": True,
    "Day,X,Right,Questions|2026-05-04,EC2,40,65|2026-05-05,S3,41,65|2026-05-06,EC2,45,65": False,
}


@pytest.mark.parametrize("table", SURE)
def test_a_guess_is_sure_if_nothing_says_that_it_may_be_wrong(table: str) -> None:
    """It is doubtful for a score without a topic, topics without a time, and numbers without a name."""
    header, *rows = table.split("|")
    names, cells = normalized_header(header.split(","), "log.csv"), [row.split(",") for row in rows]
    found = guess_columns(names, cells, blueprint=shipped_blueprints()[EXAM])
    assert found.is_sure == SURE[table]


@pytest.mark.parametrize(
    ("name", "role", "rank"),
    [
        ("liczba_pytań", "n_items", 2),
        ("horas_de_estudo", "start", 0),  # "de" begins a time only alone
        ("de", "start", 3),
        ("richtige_antwort", "correct_answer", 2),
        ("meine_antwort", "correct_answer", 0),
        ("topics", "domain_id", 3),
        ("scope", "score", 0),
    ],
)
def test_a_word_with_another_ending_names_a_column(name: str, role: str, rank: int) -> None:
    """Short words count only as the whole name."""
    assert name_rank(name, role) == rank


@pytest.mark.parametrize("place", ["place", "Where", "Ort", "Lieu", "場所"])
def test_a_place_is_not_a_topic(place: str) -> None:
    """Nobody is asked for the domain of the sofa."""
    names = normalized_header(["when", "what I studied", "mins", place], "file")
    topics, places = ("VPC peering", "S3 lifecycle", "VPC peering", "Cognito"), ("sofa", "office", "sofa", "office")
    rows = [[f"2026-03-0{n}", topics[n], "40", places[n]] for n in range(1, 4)]
    for exam in (None, shipped_blueprints()[EXAM]):
        columns = guess_columns(names, rows * 2, blueprint=exam).columns
        assert (columns["what_i_studied"], columns[names[3]]) == ("resource", "note")


def test_a_long_name_is_compared_with_few_words() -> None:
    """A table of 200 columns named by whole sentences is read at once: words that are alike begin alike."""
    name_rank.cache_clear()
    is_alike.cache_clear()
    assert name_rank("how_many_zebras_about_topic_number_6_answered", "n_correct") == 0
    assert is_alike.cache_info().misses < 30
    assert name_rank("richtiger_fragen_anteil", "n_items") == 2
