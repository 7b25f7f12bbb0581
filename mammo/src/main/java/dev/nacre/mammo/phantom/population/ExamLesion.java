package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.phantom.breast.Lesion;

/**
 * A lesion at one exam.
 *
 * @param number which of its breast's lesions, from 1; the same in all exams
 * @param lesion as it is at this exam
 * @param history what the reader knows of it
 * @param category what the reader makes of it
 * @param reported whether the reader saw it; a cancer that is found later was overlooked if it was there
 * @param growth its size in parts of that at the exam before; 1 where it was not there
 * @param doublingYears in which its size doubles; infinite for one that does not change
 */
public record ExamLesion(int number, Lesion lesion, History history, Birads category, boolean reported, double growth,
        double doublingYears) {
}
