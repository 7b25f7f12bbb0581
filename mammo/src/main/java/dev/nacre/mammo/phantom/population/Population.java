package dev.nacre.mammo.phantom.population;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.Nature;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import dev.nacre.mammo.phantom.xray.Acquisition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Invents women. Each is a pure function of the settings and her number. Safe for many threads. */
public final class Population {
    private static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);
    private static final int DAYS = 730;
    private static final double YEAR = 365.25;
    private static final double MOST_YEARS = 5;
    private static final int MOST_PRIORS = 3;
    private static final int YOUNGEST = 40;
    private static final int OLDEST = 80;
    /** A woman's breasts differ by so many parts of a hundred in what is glandular. */
    private static final double SIDES = 0.06;

    private final PhantomSettings settings;

    /** @param settings what they are like */
    public Population(PhantomSettings settings) {
        this.settings = settings;
    }

    /** @param number from 1 */
    public PhantomPatient patient(int number) {
        Key key = Key.of(settings.seed()).child(number);
        Draw woman = new Draw(key.child("woman"));
        int age = age(woman);
        double glandular = GlandularShare.draw(age, new Draw(key.child("glandular")));
        double implants = woman.happens(settings.exams().implants(), 2) ? woman.between(0.5, 12, 3) : 0;
        List<BreastCourse> courses = new ArrayList<>();
        for (Laterality laterality : List.of(Laterality.LEFT, Laterality.RIGHT)) {
            Key own = key.child(laterality.name());
            BreastShape shape = new BreastForm(Acquisition.FIELD * settings.width() / settings.height())
                    .draw(new Draw(key.child("form")), new Draw(own.child("form")));
            double share = glandular * StrictMath.exp(SIDES * new Draw(own).normal(0));
            courses.add(new BreastPlan(settings, shape, age, own)
                    .draw(laterality, shape, GlandularShare.inBreast(share), implants));
        }
        return new PhantomPatient(number, split(number), exams(courses, age, glandular, key));
    }

    /** The first women train, every tenth of them validates, and the last ones test: women are independent. */
    private SetSplit split(int number) {
        if (number > settings.patients() - settings.testPatients()) {
            return SetSplit.TEST;
        }
        return number % 10 == 0 ? SetSplit.VALIDATION : SetSplit.TRAINING;
    }

    /** A quarter of the women come before the menopause, and fewer the older they are behind it. */
    private static int age(Draw woman) {
        double older = 1 - Math.sqrt(1 - woman.key().uniform(1));
        return woman.happens(GlandularShare.YOUNG, 0)
                ? (int) woman.between(YOUNGEST, GlandularShare.MENOPAUSE, 1)
                : GlandularShare.MENOPAUSE + (int) (older * (OLDEST - GlandularShare.MENOPAUSE));
    }

    private List<PhantomExam> exams(List<BreastCourse> courses, int age, double glandular, Key key) {
        LocalDate today = LAST_DAY.minusDays(key.child("day").below(DAYS, 0));
        long[] days = daysBefore(new Draw(key.child("priors")));
        double[] times = new double[days.length];
        for (int exam = 0; exam < times.length; exam++) {
            times[exam] = days[exam] / YEAR;
        }
        List<PhantomExam> exams = new ArrayList<>();
        for (int exam = 0; exam < times.length; exam++) {
            Key own = key.child("exam").child(times.length - exam);
            List<Set<View>> views = views(new Draw(own.child("views")));
            List<ExamBreast> breasts = new ArrayList<>();
            for (int side = 0; side < courses.size(); side++) {
                breasts.add(breast(courses.get(side), times, exam, age, views.get(side),
                        new Draw(own.child("side").child(side))));
            }
            exams.add(new PhantomExam(exam + 1, today.minusDays(days[exam]), times[exam],
                    (int) Math.floor(age + 0.5 - times[exam]),
                    GlandularShare.densityOf(GlandularShare.earlier(glandular, age, times[exam])),
                    exam == 0 ? Optional.empty() : Optional.of(today.minusDays(days[exam - 1])), breasts, own));
        }
        return withCancers(exams, new Draw(key.child("later")));
    }

    private ExamBreast breast(BreastCourse course, double[] times, int exam, int age, Set<View> views, Draw draw) {
        boolean marker = draw.happens(settings.exams().markers(), 0);
        PhantomBreast breast = course.at(times[exam], age, marker);
        List<ExamLesion> lesions = new BreastReading(course, times).lesions(exam, views);
        return new ExamBreast(breast, lesions, BreastReading.assess(breast, lesions), views, OptionalDouble.empty());
    }

    /** Days before the current exam, which is the last. */
    private long[] daysBefore(Draw draw) {
        List<Long> days = new ArrayList<>(List.of(0L));
        if (draw.happens(settings.exams().priors(), 0)) {
            long priors = 1 + draw.key().below(MOST_PRIORS, 1);
            double years = 0;
            for (int prior = 0; prior < priors; prior++) {
                years += draw.between(1, 2.2, 2 + prior);
                if (years <= MOST_YEARS) {
                    days.addFirst((long) Math.ceil(years * YEAR));
                }
            }
        }
        return days.stream().mapToLong(Long::longValue).toArray();
    }

    /** Of the four views, sometimes one or two are missing, but no breast is left without. */
    private List<Set<View>> views(Draw draw) {
        List<Set<View>> views = List.of(EnumSet.allOf(View.class), EnumSet.allOf(View.class));
        if (draw.happens(settings.exams().missingViews(), 0)) {
            int first = (int) draw.key().below(2, 1);
            views.get(first).remove(View.values()[(int) draw.key().below(2, 2)]);
            if (draw.happens(0.3, 3)) {
                views.get(1 - first).remove(View.values()[(int) draw.key().below(2, 4)]);
            }
        }
        return views;
    }

    /** What is malignant at the current exam is found there or soon after; other women's cancers come later. */
    private List<PhantomExam> withCancers(List<PhantomExam> exams, Draw draw) {
        OptionalDouble[] found = new OptionalDouble[2];
        boolean any = false;
        for (int side = 0; side < found.length; side++) {
            found[side] = found(exams.getLast().breasts().get(side));
            any |= found[side].isPresent();
        }
        if (!any && draw.happens(settings.lesions().laterCancer(), 0)) {
            found[(int) draw.key().below(2, 1)] = OptionalDouble.of(draw.between(0.5, MOST_YEARS, 2));
        }
        return exams.stream().map(exam -> {
            List<ExamBreast> breasts = new ArrayList<>();
            for (int side = 0; side < found.length; side++) {
                ExamBreast breast = exam.breasts().get(side);
                OptionalDouble years = found[side].isEmpty() ? OptionalDouble.empty()
                        : OptionalDouble.of(found[side].getAsDouble() + exam.yearsBefore());
                breasts.add(new ExamBreast(breast.breast(), breast.lesions(), breast.birads(), breast.views(), years));
            }
            return new PhantomExam(exam.number(), exam.date(), exam.yearsBefore(), exam.age(), exam.density(),
                    exam.previous(), breasts, exam.key());
        }).toList();
    }

    private static OptionalDouble found(ExamBreast current) {
        return current.lesions().stream().filter(lesion -> lesion.lesion().nature() == Nature.MALIGNANT)
                .mapToDouble(lesion -> yearsUntilFound(lesion.category())).min();
    }

    /** Recalls at once, what is followed up after half a year, anything else at a later exam. */
    private static double yearsUntilFound(Birads category) {
        return switch (category) {
            case NEGATIVE, BENIGN -> 1.5;
            case PROBABLY_BENIGN -> 0.5;
            default -> 0;
        };
    }
}
