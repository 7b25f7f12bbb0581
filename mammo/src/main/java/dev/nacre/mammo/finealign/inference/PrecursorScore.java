package dev.nacre.mammo.finealign.inference;

/**
 * The precursor's zero-shot classification (specification §1.4). How well a text fits a picture is the mean of the
 * cosine of both and of {@code 5 max_t cos(w_t, c_t)}, where c_t is what word t attends to among the places p_n:
 * {@code c_t = Σ_n α_tn p_n} with {@code α_t = softmax_n(4 softmax_t(p_n · w_t))}.
 */
public final class PrecursorScore {
    private static final double ATTENTION = 4;
    private static final double LOCAL = 5;

    private PrecursorScore() {
    }

    /**
     * How well one text fits one picture.
     *
     * @param picture {@code [width]}, of length 1
     * @param places of the picture
     */
    public static double of(float[] picture, PlaceVectors places, PromptText text) {
        double highest = Double.NEGATIVE_INFINITY;
        double[][] shares = shares(places, text.words());
        for (int word = 0; word < text.words().length; word++) {
            highest = Math.max(highest, cosine(text.words()[word], attended(places, shares, word)));
        }
        double whole = 0;
        for (int element = 0; element < picture.length; element++) {
            whole += (double) picture[element] * text.whole()[element];
        }
        return (whole + LOCAL * highest) / 2;
    }

    /**
     * Classes of pictures. Each class's scores are brought to mean 0 and deviation 1 over all pictures: what one
     * picture gets depends on the others, so this is for comparisons alone.
     *
     * @param scores {@code [pictures][classes]}, of each class the highest of its prompts
     * @return {@code [pictures][classes]}, shares that sum to 1 for each picture
     */
    public static double[][] classes(double[][] scores) {
        int classes = scores[0].length;
        double[][] normal = new double[scores.length][classes];
        for (int one = 0; one < classes; one++) {
            double sum = 0;
            double squares = 0;
            for (double[] picture : scores) {
                sum += picture[one];
                squares += picture[one] * picture[one];
            }
            double mean = sum / scores.length;
            double deviation = Math.sqrt(Math.max(0, squares / scores.length - mean * mean));
            for (int picture = 0; picture < scores.length; picture++) {
                normal[picture][one] = deviation == 0 ? 0 : (scores[picture][one] - mean) / deviation;
            }
        }
        for (double[] picture : normal) {
            softmax(picture);
        }
        return normal;
    }

    /** Of each place, how its attention is shared among the words: {@code [places][words]}. */
    private static double[][] shares(PlaceVectors places, float[][] words) {
        int count = places.rows() * places.columns();
        double[][] shares = new double[count][words.length];
        for (int place = 0; place < count; place++) {
            for (int word = 0; word < words.length; word++) {
                int width = words[word].length;
                for (int element = 0; element < width; element++) {
                    shares[place][word] += (double) places.vectors()[place * width + element] * words[word][element];
                }
            }
            softmax(shares[place]);
        }
        return shares;
    }

    private static double[] attended(PlaceVectors places, double[][] shares, int word) {
        double[] weights = new double[shares.length];
        for (int place = 0; place < weights.length; place++) {
            weights[place] = ATTENTION * shares[place][word];
        }
        softmax(weights);
        int width = places.vectors().length / weights.length;
        double[] attended = new double[width];
        for (int place = 0; place < weights.length; place++) {
            for (int element = 0; element < width; element++) {
                attended[element] += weights[place] * places.vectors()[place * width + element];
            }
        }
        return attended;
    }

    private static double cosine(float[] word, double[] attended) {
        double product = 0;
        double ofWord = 0;
        double ofAttended = 0;
        for (int element = 0; element < word.length; element++) {
            product += word[element] * attended[element];
            ofWord += (double) word[element] * word[element];
            ofAttended += attended[element] * attended[element];
        }
        return product == 0 ? 0 : product / Math.sqrt(ofWord * ofAttended);
    }

    private static void softmax(double[] values) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            values[index] = StrictMath.exp(values[index] - highest);
            sum += values[index];
        }
        for (int index = 0; index < values.length; index++) {
            values[index] /= sum;
        }
    }
}
